import { isNoise } from '../patterns/boilerplate.ts';
import { beforeDate, dateIn, isDateLine } from '../patterns/dates.ts';
import { isHeading } from '../patterns/headings.ts';
import { authorName, couldBeName, isCounter, isDateLabel } from '../patterns/names.ts';
import type { Line } from './lines.ts';

/** A line with a date, longer, is a sentence; in UTF-16 units. */
const MAX_HEADER = 120;
/** What follows the date in a header is short, in UTF-16 units. */
const MAX_REST = 60;
/** How far above its date a name can stand, in lines. */
const MAX_NAME_ABOVE = 4;
/** A name behind the date. */
const NAME_BEHIND = /^[\s,|·–—-]{1,3}(?:by |von |par |por )?(\p{L}[^:]{0,40}):$/iu;
/** A date with the time of day, or how long ago it was. */
const TIMED = /\d[:.h]\d{2}|ago|\bvor\b|hace|il y a|\bfa\b|her\b|geleden/i;
/** Buttons on the header's own line. */
const HEADER_BUTTON =
  /\b(?:reply|parent|prev|next|permalink|report|flag|quote|antworten|melden|zitieren|répondre|responder)\b|#\d+\)?$/i;

/** A line with a date that may stand above or below a comment's text. */
export interface RepeatedHeader {
  /** The index of the line with the date. */
  readonly line: number;
  /** The index of the header's first line: where its name stands. */
  readonly start: number;
  readonly author: string | null;
  readonly date: string;
  /** What stands around name and date: headers of one page look alike. */
  readonly shape: string;
  /** True where the line says the time of day, or how long ago it was. */
  readonly timed: boolean;
  /** True where a button stands on the header's own line. */
  readonly button: boolean;
}

/** Returns the header whose date stands on a line, or null. Names are looked for down from the line at index `start`. */
export function headerAt(lines: readonly Line[], index: number, start: number): RepeatedHeader | null {
  const { text } = lines[index]!;
  if (text === '' || text.length > MAX_HEADER) return null;
  const match = dateIn(text);
  if (match === null && !isDateLine(text)) return null;
  const date = match?.[0] ?? text;
  const lead = match === null ? '' : text.slice(0, match.index);
  const rest = match === null ? '' : text.slice(match.index + date.length);
  if (rest.length > MAX_REST || (/[.!?]$/.test(text) && text.length > 60)) return null;
  const button = HEADER_BUTTON.test(rest);
  const timed = TIMED.test(text);
  const name = match !== null && beforeDate(text) !== '' ? authorName(text.slice(0, match.index + date.length)) : '';
  if (
    /\p{L}/u.test(name) &&
    couldBeName(name) &&
    !isDateLabel(name) &&
    !isCounter(name) &&
    !/^\p{L}+:$/u.test(lead.trim())
  ) {
    const between = lead.slice(lead.indexOf(name) + name.length);
    const shape = `name${withoutWeekdays(between)}date${withoutWeekdays(rest.slice(0, 2))}`;
    return { line: index, start: index, author: name, date, shape, timed, button };
  }
  const behind = lead.trim() === '' ? NAME_BEHIND.exec(rest)?.[1] : undefined;
  if (behind !== undefined && couldBeName(behind))
    return { line: index, start: index, author: behind, date, shape: 'date name', timed, button };
  const above = nameAbove(lines, index, start);
  const shape = `${withoutWeekdays(lead)}date${rest.slice(0, 2)}`;
  const author = above === null ? null : authorName(lines[above]!.text);
  return { line: index, start: above ?? index, author, date, shape, timed, button };
}

/** Week days and numbers differ between headers that are alike. */
function withoutWeekdays(text: string): string {
  return text
    .replace(/[\d.]+/g, '#')
    .replace(/(?<!\p{L})\p{L}+,\s*$/u, '')
    .replace(/\b(?:mo|tu|di|we|mi|th|do|fr|sa|su|so)\p{L}*[.,]?\s?/giu, '')
    .trim()
    .slice(0, 12);
}

function nameAbove(lines: readonly Line[], index: number, start: number): number | null {
  for (let i = index - 1, seen = 0; i >= start && seen < MAX_NAME_ABOVE; i--) {
    const { text: shown, marker } = lines[i]!;
    const text = shown.replace(/:$/, '');
    if (text === '' || isNoise(text)) continue;
    seen++;
    if (couldBeName(text) && !/:./.test(text) && !isCounter(text) && !isHeading(text)) return firstOf(lines, i, start);
    if (marker !== null) return null;
    if (text.length > 60) return null;
  }
  return null;
}

/** A picture's name stands above the author's: the first line of the two. */
function firstOf(lines: readonly Line[], index: number, start: number): number {
  let i = index - 1;
  while (i >= start && i > index - MAX_NAME_ABOVE && (lines[i]!.text === '' || isNoise(lines[i]!.text))) i--;
  return i >= start && lines[i]!.text === lines[index]!.text ? i : index;
}
