import type { Reading } from '../extractor.ts';
import { endsComments, isReplyButton } from '../patterns/boilerplate.ts';
import { withoutDigits, withoutSharedWords } from '../patterns/furniture.ts';
import { endsAsSentence } from '../patterns/lines.ts';
import { couldBeName } from '../patterns/names.ts';
import type { RawComment } from '../thread.ts';
import { alternatingComments } from './alternating.ts';
import { bestOf, NO_COMMENTS } from './candidate.ts';
import { flatComments } from './flat.ts';
import { type Heading, headingsOf, headlineOf, MIN_LISTED } from './headings.ts';
import { leadBelow } from './lead.ts';
import { isBlankOrNoise, type Line, linesOf } from './lines.ts';
import { commentsIn, type List, listsOf } from './lists.ts';
import { repeatedComments } from './repeated.ts';

/** Some ten times as many as the longest thread we know of. */
const MAX_LINES = 500_000;
/** As many comments by one and the same person are not by that person. */
const MIN_SHARED = 3;
/** Below how many headings comments without lists are looked for. */
const MAX_READ_HEADINGS = 3;
/** Of texts that end as sentences do, where no number announces comments. */
const MIN_SAID = 0.4;
/** How many times as many comments as its heading states a page can hold. */
const MAX_SURPLUS = 1.5;
/** Lines that say something between a heading and a list that it announces. */
const MAX_BETWEEN = 3;

/** Returns what a text scrape says of its article, and its comments. Never throws. */
export function readText(text: string, url: string | null): Reading {
  const lines = linesOf(text, MAX_LINES);
  const { heading, comments } = commentsBelowHeading(lines);
  const headline = headlineOf(lines, heading);
  const isTruncated = lines.length >= MAX_LINES;
  return {
    article: {
      headline,
      lead: leadBelow(lines, headline, heading),
      url,
      language: null,
      claimedCount: heading?.claimed?.count ?? null,
    },
    result: comments.length === 0 ? null : { platform: null, comments },
    provider: null,
    trials: [{ extractor: 'plain text', rejected: comments.length === 0 ? 'no lines look like comments' : null }],
    warnings: isTruncated
      ? [{ code: 'truncated', message: `the text was read up to its first ${MAX_LINES} lines` }]
      : [],
  };
}

/** The comments below the first heading that has some, or in lists without one, or in lines that look alike. */
function commentsBelowHeading(lines: readonly Line[]): {
  readonly heading: Heading | null;
  readonly comments: readonly RawComment[];
} {
  const headings = headingsOf(lines);
  const lists = listsOf(lines, new Set(headings.map(({ line }) => line)));
  for (const heading of headings.length === 0 ? [null] : headings) {
    const comments = readComments(lines, lists, heading);
    if (comments.length > 0 && !isListing(lines, heading, comments.length))
      return { heading, comments: withoutSharedNames(comments) };
  }
  return { heading: headings[0] ?? null, comments: withoutSharedNames(withoutLists(lines, headings)) };
}

/** Says whether a page announces comments about as often as it has any: it lists articles. */
function isListing(lines: readonly Line[], heading: Heading | null, found: number): boolean {
  if (heading === null) return false;
  const form = withoutDigits(lines[heading.line]!.text);
  const alike = lines.filter(({ text }) => withoutDigits(text) === form).length;
  return alike >= MIN_LISTED && alike >= found * 0.6;
}

/** A name that everybody has is a word of the template ("Profile"): the name is the line below it. */
function withoutSharedNames(shown: readonly RawComment[]): readonly RawComment[] {
  const names = withoutSharedWords(shown.map(({ author }) => author));
  const comments = shown.map((comment, i) => ({ ...comment, author: names[i]! }));
  const [first] = comments;
  if (first === undefined || first.author === null || comments.length < MIN_SHARED) return comments;
  if (!comments.every(({ author }) => author === first.author)) return comments;
  const parts = comments.map(({ text }) => /^([^\n]{1,60})\n+(?=\S)/.exec(text));
  const named = parts.map((part) => (part !== null && couldBeName(part[1]!) ? part : null));
  if (named.filter((part) => part !== null).length < comments.length * 0.8) return comments;
  return comments.map((comment, i) => {
    const part = named[i]!;
    return part === null ? comment : { ...comment, author: part[1]!, text: comment.text.slice(part[0].length) };
  });
}

/** Comments that stand in no list: below a heading of the comments, else anywhere. */
function withoutLists(lines: readonly Line[], headings: readonly Heading[]): readonly RawComment[] {
  const read = headings
    .filter((heading) => heading.claimed?.count !== 0 && !isListing(lines, heading, 0))
    .slice(0, MAX_READ_HEADINGS);
  return bestOf([
    ...read.map(({ line, claimed }) => {
      const repeated = repeatedComments(lines, line + 1, true);
      return repeated.comments.length > MAX_SURPLUS * (claimed?.count ?? Number.POSITIVE_INFINITY) + 1
        ? NO_COMMENTS
        : repeated;
    }),
    ...read.map(({ line }) => alternatingComments(lines, line + 1)),
    repeatedComments(lines, 0, false),
  ]).comments;
}

function readComments(lines: readonly Line[], all: readonly List[], heading: Heading | null): readonly RawComment[] {
  const limit = heading?.claimed?.count ?? Number.POSITIVE_INFINITY;
  const lists = all.filter(({ start }) => heading === null || start > heading.line);
  const comments = joined(threadsOf(lists, heading, lines));
  if (comments.length === limit || heading?.claimed == null) return comments;
  const next = lists[0];
  if (comments.length === 0 && next !== undefined && isBareThread(next, heading, lines)) return commentsIn(next, true);
  const flat = flatComments(lines, heading.line + 1, limit);
  const repeated = repeatedComments(lines, heading.line + 1, true).comments;
  // The number that the heading states says which of the readings is right.
  for (const reading of [flat, repeated]) if (limit > 1 && reading.length === limit) return reading;
  if (comments.length > 0) return comments;
  return flat.length >= Math.min(limit, 2) ? flat : [];
}

/** The lists that hold comments, up to the form or the links behind the first of them. */
function threadsOf(lists: readonly List[], heading: Heading | null, lines: readonly Line[]): RawComment[][] {
  const threads: RawComment[][] = [];
  let seen = 0;
  for (const [i, list] of lists.entries()) {
    const between = i === 0 ? [] : lines.slice(lists[i - 1]!.end, list.start);
    if (threads.length > 0 && between.some(({ text }) => endsComments(text))) break;
    if (!isThread(list, heading, lines, seen)) continue;
    threads.push(commentsIn(list, false));
    seen += list.items.length;
  }
  return threads;
}

/**
 * Under a heading with a number, names above texts are enough, as long as there are no more of them than it says.
 * Elsewhere lists of an article can look like that too, and teasers have a title, a date and a text: but only comments
 * are answered. `seen` is how many items came before.
 */
function isThread(list: List, heading: Heading | null, lines: readonly Line[], seen: number): boolean {
  const named = share(list, ({ header }) => header !== null);
  if (named < 0.5 || heading?.claimed?.count === 0) return false;
  const items = list.items.length;
  const nested = list.items.some(({ indent }) => indent > list.items[0]!.indent);
  const answered = nested || lines.slice(list.start, list.end).some(({ text }) => isReplyButton(text));
  if (heading?.claimed != null) return answered || seen + items <= heading.claimed.count;
  const certain = share(list, ({ header }) => header?.certain === true);
  if (heading !== null && answered && certain >= 0.5) return true;
  if (heading !== null && certain === 1 && items > 2 && seen === 0 && isRightBelow(heading, list, lines)) return true;
  const said = share(list, ({ text }) => endsAsSentence(text));
  // Products, forums, countries and titles have no sentences below them.
  if (named < 0.8 || items < 2 || (said < MIN_SAID && !(answered && certain >= 0.8))) return false;
  return (nested && items > 2) || endsWithin(lines, list.end);
}

function isRightBelow(heading: Heading, { start }: List, lines: readonly Line[]): boolean {
  return lines.slice(heading.line + 1, start).filter(({ text }) => !isBlankOrNoise(text)).length <= MAX_BETWEEN;
}

/** Says whether nothing but buttons and blank lines follow. */
function endsWithin(lines: readonly Line[], end: number): boolean {
  let i = end;
  while (i < lines.length && isBlankOrNoise(lines[i]!.text)) i++;
  return i === lines.length;
}

/** The share of a list's items that match, those of other sites excepted. */
function share({ items }: List, matches: (item: List['items'][number]) => boolean): number {
  const fromReaders = items.filter((item) => !item.pingback);
  return fromReaders.length === 0 ? 0 : fromReaders.filter(matches).length / fromReaders.length;
}

/** A numbered list right below the heading, as long as the heading says: names and dates were lost in the scrape. */
function isBareThread(list: List, heading: Heading, lines: readonly Line[]): boolean {
  const between = lines.slice(heading.line + 1, list.start);
  if (!between.every(({ text }) => isBlankOrNoise(text))) return false;
  return (
    list.items.every(({ numbered, text }) => numbered && text !== '') &&
    list.items.length <= (heading.claimed?.count ?? 0)
  );
}

/** One list behind the other. Parents are indices in their own list. */
function joined(lists: readonly (readonly RawComment[])[]): RawComment[] {
  const all: RawComment[] = [];
  for (const list of lists) {
    const before = all.length;
    for (const c of list) all.push(typeof c.parent === 'number' ? { ...c, parent: c.parent + before } : c);
  }
  return all;
}
