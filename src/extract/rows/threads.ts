import { type Article, absoluteUrl, NO_ARTICLE } from '../article.ts';
import { idOf, plainId } from './comments.ts';
import type { Flat } from './flat.ts';
import type { Roles } from './roles.ts';

/** Records of one article, video or post. */
export interface RecordThread {
  /** As the records name it; null where they name none. */
  readonly id: string | null;
  readonly records: readonly Flat[];
}

/** Returns the records by the thread that they name, the largest first, and of equal ones the first. */
export function threadsOf(records: readonly Flat[], { thread }: Roles): RecordThread[] {
  if (thread === null) return [{ id: null, records }];
  const byId = new Map<string | null, Flat[]>();
  for (const record of records) {
    const id = record.get(thread)?.trim() || null;
    const others = byId.get(id);
    if (others === undefined) byId.set(id, [record]);
    else others.push(record);
  }
  return [...byId].map(([id, its]) => ({ id, records: its })).sort((a, b) => b.records.length - a.records.length);
}

/** Returns the thread of an id, with or without the kind that Reddit puts before it; undefined where there is none. */
export function threadNamed(threads: readonly RecordThread[], id: string): RecordThread | undefined {
  return threads.find((thread) => thread.id === id || (plainId(thread.id) === plainId(id) && thread.id !== null));
}

/** The post that a thread's comments answer, and the comments without it. */
export interface Post {
  readonly article: Article;
  readonly opening: Flat | null;
  readonly comments: readonly Flat[];
}

/**
 * Returns what a thread's records say of what they are on: the one that has the thread's id and a title is its post; else
 * what all of them repeat.
 */
export function postOf({ id, records }: RecordThread, roles: Roles, url: string | null): Post {
  const opening = records.find((record) => isOpening(record, id, roles)) ?? null;
  const headline = fieldOf(opening, roles.headline) ?? sharedValue(records, roles.headline);
  const address = fieldOf(opening, roles.url) ?? sharedValue(records, roles.url);
  return {
    article: { ...NO_ARTICLE, headline, url: url ?? absoluteUrl(address, null) },
    opening,
    comments: opening === null ? records : records.filter((record) => record !== opening),
  };
}

function isOpening(record: Flat, thread: string | null, roles: Roles): boolean {
  return thread !== null && fieldOf(record, roles.headline) !== null && idOf(record, roles) === plainId(thread);
}

function fieldOf(record: Flat | null, field: string | null): string | null {
  return field === null ? null : record?.get(field)?.trim() || null;
}

function sharedValue(records: readonly Flat[], field: string | null): string | null {
  const first = fieldOf(records[0] ?? null, field);
  return records.length > 1 && records.every((record) => fieldOf(record, field) === first) ? first : null;
}
