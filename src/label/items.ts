import { createHash } from 'node:crypto';
import type { Thread } from '../schemas.ts';
import { withoutQuotes } from '../text/without-quotes.ts';

/** What somebody wrote, as it stands in a thread. */
export interface Said {
  /** Null where the page shows no name. */
  readonly author: string | null;
  readonly text: string;
}

/** A comment to label, with what a person has to see beside it. */
export interface Item {
  /** The same for the same words in the same place, whatever file they come in: answers are kept by it. */
  readonly key: string;
  readonly author: string | null;
  /** What its author says: quoted words are spaces, so that offsets stay those of the comment. */
  readonly text: string;
  /** The comments above it, the one that it answers last; empty for a comment on the article. */
  readonly above: readonly Said[];
  readonly headline: string | null;
  readonly lead: string | null;
  /** What its stance is asked towards. */
  readonly targets: readonly string[];
  /** Article or discussion: rows of one group stay on one side of a split. Empty for none. */
  readonly group: string;
  /** Name of the file that it is from. */
  readonly source: string;
}

/** Comments above one that are shown. */
const MAX_ABOVE = 8;
/** Shares that a hash decides: of the comments that are kept for measuring, and the part of the hash that says so. */
const MEASURED_SHARE = 0.1;

/** Returns an item with its key. */
export function itemOf(fields: Omit<Item, 'key'>): Item {
  const { text, above, headline, targets } = fields;
  return { key: hashOf(JSON.stringify([text, above.at(-1)?.text ?? null, headline, targets])).slice(0, 16), ...fields };
}

/**
 * Returns the comments of a thread as items, in reading order, those that say the same in the same place once.
 * @param group what the thread is called where it has neither an address nor a headline
 */
export function itemsOf(thread: Thread, targets: readonly string[], source: string, group = source): Item[] {
  const { headline, lead, url, comments } = thread;
  const said = new Map<string, Said>();
  const aboveOf = new Map<string, readonly Said[]>();
  const items = comments.flatMap((comment) => {
    const own: Said = { author: comment.author, text: withoutQuotes(comment) };
    const parent = comment.parentId === null ? undefined : said.get(comment.parentId);
    const above = parent === undefined ? [] : [...(aboveOf.get(comment.parentId!) ?? []), parent].slice(-MAX_ABOVE);
    said.set(comment.id, own);
    aboveOf.set(comment.id, above);
    if (own.text.trim() === '') return [];
    return [itemOf({ ...own, above, headline, lead, targets, group: url ?? headline ?? group, source })];
  });
  return distinct(items);
}

/** Returns items, the first of those with the same key. */
export const distinct = (items: readonly Item[]): Item[] =>
  [...new Map(items.toReversed().map((item) => [item.key, item])).values()].reverse();

/** Says whether a comment belongs to the random tenth that is kept for measuring: the same words always do, or never. */
export const isMeasured = ({ text }: Pick<Item, 'text'>): boolean => shareOf(text, 0) < MEASURED_SHARE;

/** Says whether a comment is put to every labeller, of which a share is. */
export const isShared = ({ text }: Pick<Item, 'text'>, share: number): boolean => shareOf(text, 8) < share;

/** Returns a number in [0, 1) that the words of a comment decide. */
const shareOf = (text: string, from: number): number =>
  Number.parseInt(hashOf(text).slice(from, from + 8), 16) / 2 ** 32;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
