import { endsComments } from '../patterns/boilerplate.ts';
import { type CommentCount, commentCountIn } from '../patterns/counts.ts';
import { isBareHeading } from '../patterns/headings.ts';
import type { Line } from './lines.ts';

/** Of each kind; a page that says it more often is telling of other articles. */
const MAX_HEADINGS = 5;
/** A list of topics or articles counts those of each. */
export const MIN_LISTED = 3;
const MAX_HEADLINE = 200;
/** Links past the menu, and bylines. */
const NO_HEADLINE = /^(?:skip|jump|zum inhalt|press|aller au|saltar|vai al|by|von|par|por|posted|published)\b/i;

/** A heading of the comments. */
export interface Heading {
  /** The index of its line. */
  readonly line: number;
  /** Null where it states no number. */
  readonly claimed: CommentCount | null;
}

/** Returns the headings that may be the comments', surest first: one that names the article, one with a number, the bare word, a number of replies. */
export function headingsOf(lines: readonly Line[]): Heading[] {
  const naming: Heading[] = [];
  const counted: Heading[] = [];
  const bare: Heading[] = [];
  const replies: Heading[] = [];
  for (const [line, { marker, text }] of lines.entries()) {
    if (marker !== null || text === '') continue;
    const claimed = commentCountIn(text);
    if (claimed?.title != null) naming.push({ line, claimed });
    // "3 replies" is also the button that unfolds them.
    else if (claimed !== null) (claimed.ofReplies ? replies : counted).push({ line, claimed });
    else if (isBareHeading(text) && !endsComments(text)) bare.push({ line, claimed: null });
  }
  const sure = [naming, counted, bare].some((headings) => headings.length > 0);
  // More of them are those of several topics, or unfold the answers to several comments.
  const few = !sure && replies.length < MIN_LISTED ? replies : [];
  return [naming, counted, bare, few].flatMap((headings) => headings.slice(0, MAX_HEADINGS));
}

/**
 * Returns the headline of a scrape, or null: the line that the comments' heading quotes, whose closing quotation mark is
 * often lost, else the first long line.
 */
export function headlineOf(lines: readonly Line[], heading: Heading | null): string | null {
  const quoted = heading?.claimed?.title ?? null;
  const titles = lines.filter(({ marker, text }) => marker === null && text !== '' && text.length <= MAX_HEADLINE);
  if (quoted !== null) {
    return titles.find(({ text }) => text.startsWith(quoted) || quoted.startsWith(`${text} `))?.text ?? quoted;
  }
  const long = titles.find(
    ({ text }) => text.split(/\s+/).length > 2 && !text.endsWith('.') && !NO_HEADLINE.test(text),
  );
  return long?.text ?? titles[0]?.text ?? null;
}
