import type { Comment, Quote } from '../schemas.ts';
import { isoDate } from './patterns/dates.ts';
import { quotesIn } from './quotes.ts';

/** A comment as an extractor reads it, before ids, parents and depths are made consistent. */
export interface RawComment {
  /** The id that the page gives it; need not be unique. */
  readonly id: string | null;
  /** What it answers: the index of another item in the same list, or an id; null for a comment on the article. */
  readonly parent: number | string | null;
  readonly author: string | null;
  /** Empty where the page holds no text for it. */
  readonly text: string;
  /** Where its markup says that the text repeats somebody else; none where absent. */
  readonly quotes?: readonly Quote[];
  /** As the page shows it. */
  readonly dateCreated: string | null;
  readonly upvoteCount: number | null;
  readonly downvoteCount: number | null;
  /** What it is a comment on, as its file names that, where one file holds comments on several articles. */
  readonly discussion?: { readonly id: string; readonly headline: string | null } | null;
  /** False for pingbacks and for placeholders that say a comment was removed. */
  readonly fromReader: boolean;
}

/** Returns a comment on the article that a reader wrote, of which nothing is known but what is given. */
export function rawComment(known: Partial<RawComment> & Pick<RawComment, 'text'>): RawComment {
  return {
    id: null,
    parent: null,
    author: null,
    dateCreated: null,
    upvoteCount: null,
    downvoteCount: null,
    fromReader: true,
    ...known,
  };
}

/** A thread's comments, and what was left out of it. */
export interface BuiltThread {
  readonly comments: readonly Comment[];
  /** How many readers' comments were left out because they hold no text. */
  readonly empty: number;
  /** How many items were left out because no reader wrote them. */
  readonly notFromReaders: number;
}

/**
 * Returns the comments in the order given, or thread by thread where some reply stands before what it answers.
 * Ids are unique (generated ones are "1", "2"… by position), a parent always stands before its replies, and a depth is the
 * parent's plus one. A comment whose parent is unknown or answers itself in a cycle becomes one on the article;
 * replies to an item that is left out move up to what that item answers.
 */
export function buildThread(raw: readonly RawComment[]): BuiltThread {
  const ids = uniqueIds(raw);
  const kept = raw.map((item) => item.fromReader && item.text !== '');
  const parents = keptParents(withoutCycles(resolveParents(raw)), kept);
  const depths: number[] = [];
  const comments: Comment[] = [];
  for (const i of readingOrder(parents)) {
    if (!kept[i]) continue;
    const item = raw[i]!;
    const parent = parents[i]!;
    depths[i] = parent === -1 ? 0 : depths[parent]! + 1;
    comments.push({
      id: ids[i]!,
      parentId: parent === -1 ? null : ids[parent]!,
      depth: depths[i],
      author: item.author,
      text: item.text,
      quotes: quotesIn(item.text, item.quotes ?? []),
      dateCreated: item.dateCreated === null ? null : isoDate(item.dateCreated),
      upvoteCount: soundNumber(item.upvoteCount),
      downvoteCount: soundNumber(item.downvoteCount),
    });
  }
  const notFromReaders = raw.filter((item) => !item.fromReader).length;
  return { comments, notFromReaders, empty: raw.length - notFromReaders - comments.length };
}

/** Returns a whole number that a page gives; null for one that no number of JavaScript holds exactly. */
export function soundNumber(number: number | null): number | null {
  return Number.isSafeInteger(number) ? number : null;
}

function uniqueIds(raw: readonly RawComment[]): string[] {
  const given = new Set(raw.map((item) => item.id));
  const used = new Set<string>();
  const repeats = new Map<string, number>();
  return raw.map((item, i) => {
    const wanted = item.id ?? String(i + 1);
    let id = wanted;
    while (used.has(id) || (id !== item.id && given.has(id))) {
      const repeat = (repeats.get(wanted) ?? 1) + 1;
      repeats.set(wanted, repeat);
      id = `${wanted}-${repeat}`;
    }
    used.add(id);
    return id;
  });
}

/** The index of each item's parent, -1 for none. Of several items with the same id, the last before the reply counts. */
function resolveParents(raw: readonly RawComment[]): number[] {
  const everywhere = new Map<string, number>();
  raw.forEach((item, i) => {
    if (item.id !== null && !everywhere.has(item.id)) everywhere.set(item.id, i);
  });
  const before = new Map<string, number>();
  return raw.map((item, i) => {
    const { parent } = item;
    let index = -1;
    if (typeof parent === 'number')
      index = Number.isInteger(parent) && parent >= 0 && parent < raw.length ? parent : -1;
    else if (parent !== null) index = before.get(parent) ?? everywhere.get(parent) ?? -1;
    if (item.id !== null) before.set(item.id, i);
    return index === i ? -1 : index;
  });
}

function withoutCycles(parents: readonly number[]): number[] {
  const sound = [...parents];
  const walkedBy = new Int32Array(parents.length).fill(-1);
  for (let start = 0; start < sound.length; start++) {
    let i = start;
    while (i !== -1 && walkedBy[i] === -1) {
      walkedBy[i] = start;
      i = sound[i]!;
    }
    if (i !== -1 && walkedBy[i] === start) sound[i] = -1;
  }
  return sound;
}

/** Skips parents that are not kept. Each result is written back along the way, so that long chains stay linear. */
function keptParents(parents: readonly number[], kept: readonly boolean[]): number[] {
  const near = [...parents];
  for (let start = 0; start < near.length; start++) {
    const passed: number[] = [start];
    let i = near[start]!;
    while (i !== -1 && !kept[i]) {
      passed.push(i);
      i = near[i]!;
    }
    for (const p of passed) near[p] = i;
  }
  return near;
}

function readingOrder(parents: readonly number[]): number[] {
  const indices = parents.map((_, i) => i);
  if (parents.every((parent, i) => parent < i)) return indices;
  const replies: number[][] = parents.map(() => []);
  const pending: number[] = [];
  for (const i of indices.toReversed()) {
    if (parents[i] === -1) pending.push(i);
    else replies[parents[i]!]!.push(i);
  }
  const order: number[] = [];
  for (let i = pending.pop(); i !== undefined; i = pending.pop()) {
    order.push(i);
    for (const reply of replies[i]!) pending.push(reply);
  }
  return order;
}
