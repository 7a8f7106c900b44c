import { endsComments } from '../patterns/boilerplate.ts';
import { folded } from '../patterns/lines.ts';
import { isProse, leadOf, type Paragraph } from '../patterns/prose.ts';
import type { Heading } from './headings.ts';
import type { Line } from './lines.ts';

/** How many lines that say something may stand between a headline and the article: bylines, dates, buttons. */
const MAX_BETWEEN = 40;

/** One paragraph by itself has to be longer than a sentence about the site or its author; UTF-16 units. */
const MIN_ALONE = 200;

/**
 * Returns the lead of a scrape: the prose behind its headline and before the heading of the comments, from the first long
 * paragraph or two paragraphs in a row on; null where there is none. Items of lists are none.
 */
export function leadBelow(lines: readonly Line[], headline: string | null, heading: Heading | null): string | null {
  if (headline === null) return null;
  const title = lineOf(lines, headline);
  const end = heading === null || heading.line < title ? lines.length : heading.line;
  if (title === -1) return null;
  const below: Paragraph[] = [];
  let between = 0;
  for (let i = title + 1; i < end && between < MAX_BETWEEN; i++) {
    const { indent, marker, text } = lines[i]!;
    if (text === '') continue;
    if (endsComments(text)) break;
    between++;
    // What stands deeper than the headline belongs to an item of a list.
    if (marker === null && indent <= lines[title]!.indent) below.push({ text, linked: 0 });
  }
  const start = proseStart(below);
  return start === -1 ? null : leadOf(below.slice(start));
}

/** The index of the line that shows a headline; where the comments' heading quotes it, in other signs or less of it. */
function lineOf(lines: readonly Line[], headline: string): number {
  const same = lines.findIndex(({ text }) => text === headline);
  const quoted = folded(headline);
  return same !== -1 || quoted === '' ? same : lines.findIndex(({ text }) => folded(text).startsWith(quoted));
}

/** The index of the first of two paragraphs of prose in a row, or of a long one; -1 for none. */
function proseStart(paragraphs: readonly Paragraph[]): number {
  let isBehindProse = false;
  for (const [i, paragraph] of paragraphs.entries()) {
    const prose = isProse(paragraph);
    const long = paragraph.text.length >= MIN_ALONE;
    // What leads to a quotation ends in a colon, and is no whole sentence.
    if (isBehindProse && (prose || long)) return i - 1;
    if (prose && long) return i;
    isBehindProse = prose;
  }
  return -1;
}
