import { Thread } from '../../schemas.ts';
import type { Extractor } from '../extractor.ts';
import { commentsOf, isObject, unpacked } from '../html/markup/json-ld.ts';
import type { RawComment } from '../thread.ts';
import { answers } from './responses/index.ts';

const linkedData: Extractor<unknown> = {
  name: 'schema.org comments',
  read: (json) => commentsOf(unpacked(json)) ?? 'no linked data with comments',
};

/** Forms of saved JSON, tried in this order. */
export const savedExtractors: readonly Extractor<unknown>[] = [...answers.map(bounded), linkedData];

/** Levels of objects and lists. Schemas take one call for each, and no answer comes near it. */
const MAX_DEPTH = 300;

function bounded({ name, read }: Extractor<unknown>): Extractor<unknown> {
  return { name, read: (json) => (isDeeper(json, MAX_DEPTH) ? `nested deeper than ${MAX_DEPTH} levels` : read(json)) };
}

/** Says whether some value stands below more than `most` levels. Takes no recursion. */
function isDeeper(json: unknown, most: number): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

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
