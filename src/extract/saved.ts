import { Thread } from '../schemas.ts';
import { answers } from './answers/index.ts';
import { commentsOf, isObject, unpacked } from './json-ld.ts';
import type { Extractor } from './page.ts';
import type { RawComment } from './thread.ts';

/** Forms of saved JSON, tried in this order. */
export const savedExtractors: readonly Extractor<unknown>[] = [
  ...answers,
  { name: 'schema.org comments', read: (json) => commentsOf(unpacked(json)) ?? 'no linked data with comments' },
];

/** Returns a thread that this package wrote, or null: a `Thread`, or anything that holds one in `thread`. */
export function savedThread(json: unknown): Thread | null {
  const thread = Thread.safeParse(isObject(json) && isObject(json.thread) ? json.thread : json);
  return thread.success ? thread.data : null;
}

/** Returns a thread's comments as raw ones, so that their ids, parents and depths can be made consistent. */
export function rawComments(thread: Thread): RawComment[] {
  return thread.comments.map(({ parentId, depth: _, ...comment }) => ({
    ...comment,
    parent: parentId,
    fromReader: true,
  }));
}
