import { Thread } from '../../schemas.ts';
import { buildThread } from '../thread.ts';
import { isObject } from './linked-data.ts';

/**
 * Returns a thread that this package wrote, its ids, parents and depths made consistent, or null: a `Thread`, or an
 * object that holds one in `thread`.
 */
export function savedThread(json: unknown): Thread | null {
  const parsed = Thread.safeParse(isObject(json) && isObject(json.thread) ? json.thread : json);
  if (!parsed.success) return null;
  const raw = parsed.data.comments.map(({ parentId, depth: _, ...comment }) => ({
    ...comment,
    parent: parentId,
    fromReader: true,
  }));
  return { ...parsed.data, comments: buildThread(raw).comments };
}
