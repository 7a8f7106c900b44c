import type { Found } from '../extractor.ts';
import type { Article } from '../html/article.ts';
import { type Claim, claimIn } from '../patterns/counts.ts';
import type { RawComment } from '../thread.ts';
import { flatComments } from './flat.ts';
import { endsComments, isNoise, isReplyButton } from './header.ts';
import { commentsIn, type Line, type List, linesOf, listsOf } from './lists.ts';
import { alternatingComments, repeatedComments } from './repeated.ts';

/** Headings of the comments that state no number. */
const HEADING =
  /^(?:(?:reader |user |leser)?comments?|discussion(?: about this post)?|kommentare|diskussion|commentaires|(?:vos )?réactions|comentarios|commenti|reacties)\b.{0,40}$|^\d{1,5} (?:posts?|messages?|beiträge|replies)\b.{0,40}\b(?:page|seite)\b/i;
/** Some ten times as many as the longest thread we know of. */
const MAX_LINES = 500_000;
/** Of each kind; a page that says it more often is telling of other articles. */
const MAX_HEADINGS = 5;
/** Below how many headings comments without lists are looked for. */
const MAX_READINGS = 3;
const MAX_HEADLINE = 200;
/** Links past the menu, and bylines. */
const NO_HEADLINE = /^(?:skip|jump|zum inhalt|press|aller au|saltar|vai al|by|von|par|por|posted|published)\b/i;

/** Where the comments are announced, and with what words. */
interface Heading {
  readonly line: number;
  readonly claim: Claim | null;
}

export interface ReadText {
  readonly article: Article;
  /** Null where the text shows no comments. */
  readonly found: Found | null;
  /** What was given up, in words; null when everything was read. */
  readonly truncated: string | null;
}

/** Returns what a text scrape says of its article, and its comments. */
export function readPlainText(text: string): ReadText {
  const lines = linesOf(text, MAX_LINES);
  const lists = listsOf(lines);
  const headings = headingsOf(lines);
  let heading = headings[0] ?? null;
  let comments: readonly RawComment[] = heading === null ? readComments(lines, lists, null) : [];
  for (const candidate of headings) {
    comments = readComments(lines, lists, candidate);
    if (comments.length === 0) continue;
    heading = candidate;
    break;
  }
  if (comments.length === 0) comments = withoutLists(lines, headings);
  return {
    article: {
      headline: headlineOf(lines, heading),
      url: null,
      language: null,
      claimedCount: heading?.claim?.count ?? null,
    },
    found: comments.length === 0 ? null : { platform: null, comments },
    truncated: lines.length < MAX_LINES ? null : `the text was read up to its first ${MAX_LINES} lines`,
  };
}

/** Comments that stand in no list: below a heading of the comments, else anywhere. */
function withoutLists(lines: readonly Line[], headings: readonly Heading[]): readonly RawComment[] {
  const below = headings.filter(({ claim }) => claim?.count !== 0).slice(0, MAX_READINGS);
  const readings = [
    ...below.map(({ line }) => repeatedComments(lines, line + 1, true)),
    ...below.map(({ line }) => alternatingComments(lines, line + 1)),
    repeatedComments(lines, 0, false),
  ];
  return readings.reduce((most, reading) => (reading.value > most.value ? reading : most)).comments;
}

/** A heading that names the article is surest, then one with a number, then the bare word. */
function headingsOf(lines: readonly Line[]): Heading[] {
  const naming: Heading[] = [];
  const counted: Heading[] = [];
  const bare: Heading[] = [];
  for (const [line, { marker, text }] of lines.entries()) {
    if (marker !== null || text === '') continue;
    const claim = claimIn(text);
    if (claim?.on != null) naming.push({ line, claim });
    // "3 replies" is also the button that unfolds them.
    else if (claim !== null && !claim.replies) counted.push({ line, claim });
    else if (HEADING.test(text) && !endsComments(text)) bare.push({ line, claim: null });
  }
  return [naming, counted, bare].flatMap((headings) => headings.slice(0, MAX_HEADINGS));
}

function readComments(lines: readonly Line[], all: readonly List[], heading: Heading | null): readonly RawComment[] {
  const limit = heading?.claim?.count ?? Number.POSITIVE_INFINITY;
  const lists = all.filter(({ start }) => heading === null || start > heading.line);
  const comments = joined(threadsOf(lists, heading, lines));
  if (comments.length > 0 || heading?.claim == null) return comments;
  const next = lists[0];
  if (next !== undefined && isBareThread(next, heading, lines)) return commentsIn(next, true);
  const flat = flatComments(lines, heading.line + 1, limit);
  if (flat.length === 0 || flat.length === limit) return flat;
  const repeated = repeatedComments(lines, heading.line + 1, true).comments;
  // The number that the heading states says which of two readings is right.
  if (repeated.length === limit) return repeated;
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
  if (named < 0.5 || heading?.claim?.count === 0) return false;
  const items = list.items.length;
  const nested = list.items.some(({ indent }) => indent > list.items[0]!.indent);
  const answered = nested || lines.slice(list.start, list.end).some(({ text }) => isReplyButton(text));
  if (heading?.claim != null) return answered || seen + items <= heading.claim.count;
  if (heading !== null && answered && share(list, ({ header }) => header?.certain === true) >= 0.5) return true;
  if (named < 0.8 || items < 2) return false;
  return (nested && items > 2) || endsWithin(lines, list.end);
}

/** Says whether nothing but buttons and blank lines follow. */
function endsWithin(lines: readonly Line[], end: number): boolean {
  let i = end;
  while (i < lines.length && (lines[i]!.text === '' || isNoise(lines[i]!.text))) i++;
  return i === lines.length;
}

function share({ items }: List, matches: (item: List['items'][number]) => boolean): number {
  const fromReaders = items.filter((item) => !item.pingback);
  return fromReaders.length === 0 ? 0 : fromReaders.filter(matches).length / fromReaders.length;
}

/** A numbered list right below the heading, as long as the heading says: names and dates were lost in the scrape. */
function isBareThread(list: List, heading: Heading, lines: readonly Line[]): boolean {
  const between = lines.slice(heading.line + 1, list.start);
  if (!between.every(({ text }) => text === '' || isNoise(text))) return false;
  return (
    list.items.every(({ numbered, text }) => numbered && text !== '') &&
    list.items.length <= (heading.claim?.count ?? 0)
  );
}

/** One list behind the other. Parents are places in their own list. */
function joined(lists: readonly (readonly RawComment[])[]): RawComment[] {
  const all: RawComment[] = [];
  for (const list of lists) {
    const before = all.length;
    for (const c of list) all.push(typeof c.parent === 'number' ? { ...c, parent: c.parent + before } : c);
  }
  return all;
}

/** The line that the comments' heading quotes, whose closing quotation mark is often lost; else the first long line. */
function headlineOf(lines: readonly Line[], heading: Heading | null): string | null {
  const on = heading?.claim?.on ?? null;
  const titles = lines.filter(({ marker, text }) => marker === null && text !== '' && text.length <= MAX_HEADLINE);
  if (on !== null) return titles.find(({ text }) => text.startsWith(on) || on.startsWith(`${text} `))?.text ?? on;
  const long = titles.find(
    ({ text }) => text.split(/\s+/).length > 2 && !text.endsWith('.') && !NO_HEADLINE.test(text),
  );
  return long?.text ?? titles[0]?.text ?? null;
}
