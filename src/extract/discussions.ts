import { BelowTheLineError } from '../errors.ts';
import type { Warning } from '../schemas.ts';
import type { Article } from './article.ts';
import type { Reading } from './extractor.ts';
import type { RawComment } from './thread.ts';

/** Discussions that a message names. */
const NAMED = 5;
/** Answers above one another that are looked through for the name of their discussion. */
const MAX_STEPS = 100;

/** The comments on one article, of a file that holds those on several. */
export interface Discussion {
  /** What the file calls it; null where it names none. */
  readonly id: string | null;
  readonly article: Partial<Article>;
  readonly comments: readonly RawComment[];
}

/**
 * Returns the discussion that is asked for, or, where none is, the one with most comments; of as many, the first. Warns of
 * what else the file holds.
 *
 * @param discussions at least one
 * @param thread the id, the address or the headline of one of them; null for none
 * @param url the address of the page, which chooses too where it is that of one of them
 * @throws BelowTheLineError `invalid-input` where `thread` is none of them
 */
export function choose(
  discussions: readonly Discussion[],
  thread: string | null,
  url: string | null,
): Discussion & { readonly warnings: readonly Warning[] } {
  const bySize = [...discussions].sort((a, b) => readers(b) - readers(a));
  const asked = (name: string | null) => (name === null ? undefined : bySize.find((one) => isNamed(one, name)));
  const chosen = asked(thread);
  if (thread !== null && chosen === undefined) {
    const message = `no discussion ${JSON.stringify(thread)}: expected the id, the address or the headline of one, ${list(bySize)}`;
    throw new BelowTheLineError('invalid-input', message);
  }
  const discussion = chosen ?? asked(url) ?? bySize[0]!;
  const others = bySize.filter((one) => one !== discussion && readers(one) > 0);
  if (others.length === 0 || chosen !== undefined) return { ...discussion, warnings: [] };
  const count = readers(discussion);
  const message = `the file holds ${discussions.length} discussions, and the one of ${labelOf(discussion)} is read, ${count} ${count === 1 ? 'comment' : 'comments'}: name another as thread (--thread) to read that, ${list(others)}`;
  return { ...discussion, warnings: [{ code: 'comments-elsewhere', message }] };
}

/**
 * Returns what was read with the comments of one discussion alone, where they name theirs, and what is known of it. Takes
 * and throws what `choose` does.
 */
export function inOneDiscussion(reading: Reading, thread: string | null, url: string | null): Reading {
  const { result, article } = reading;
  const groups = byDiscussion(result?.comments ?? []);
  if (result === null || groups.size === 0) return reading;
  const discussions = [...groups].map(([id, comments]) => {
    const headline = comments.find(({ discussion }) => discussion?.headline != null)?.discussion?.headline ?? null;
    return { id, article: { url: /^https?:/.test(id ?? '') ? id : null, headline }, comments };
  });
  const { comments, warnings, article: told } = choose(discussions, thread, url);
  // What the file says of one article is not true of the one that is chosen.
  const known = discussions.length === 1 ? article : { ...article, headline: null, url };
  return {
    ...reading,
    result: { ...result, comments, warnings: [...(result.warnings ?? []), ...warnings] },
    article: { ...known, url: known.url ?? told.url ?? null, headline: known.headline ?? told.headline ?? null },
  };
}

/** An answer whose discussion is not named belongs to that of what it answers; where one alone is named, all belong to it. */
function byDiscussion(comments: readonly RawComment[]): Map<string | null, RawComment[]> {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const ids = new Set(comments.flatMap(({ discussion }) => (discussion == null ? [] : [discussion.id])));
  const [first = null] = ids;
  if (ids.size < 2) return new Map(first === null ? [] : [[first, [...comments]]]);
  const idOf = (comment: RawComment): string | null => {
    let at: RawComment | undefined = comment;
    for (let step = 0; at !== undefined && step < MAX_STEPS; step++) {
      if (at.discussion != null) return at.discussion.id;
      at = typeof at.parent === 'string' ? byId.get(at.parent) : undefined;
    }
    return null;
  };
  return groupedBy(comments, idOf);
}

const readers = ({ comments }: Discussion): number => comments.filter(({ fromReader }) => fromReader).length;

function isNamed({ id, article: { url, headline } }: Discussion, name: string): boolean {
  const folded = foldedName(name);
  return [id, url, headline].some((own) => own != null && foldedName(own) === folded);
}

/** An address is the same with and without its fragment, and a slash at its end. */
function foldedName(name: string): string {
  return name
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

function labelOf({ id, article: { url, headline } }: Discussion): string {
  return JSON.stringify((headline ?? url ?? id ?? '').slice(0, 100));
}

function list(discussions: readonly Discussion[]): string {
  const named = discussions.slice(0, NAMED).map((one) => `${labelOf(one)} (${readers(one)})`);
  return `${named.join(', ')}${discussions.length > NAMED ? ` and ${discussions.length - NAMED} more` : ''}`;
}

/** Returns the items by what `keyOf` says of them, in the order of their first. */
export function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
