import { endsComments, isNoise } from '../patterns/boilerplate.ts';
import { startsWithDate, withSpacedDate } from '../patterns/dates.ts';
import { isHeading } from '../patterns/headings.ts';
import { trimmedLines } from '../patterns/lines.ts';

/** A line of a text scrape. */
export interface Line {
  /** Leading spaces. */
  readonly indent: number;
  /** How a list item starts, a bullet or a number; null for other lines. */
  readonly marker: string | null;
  /** Without indent and marker. */
  readonly text: string;
}

const MARKER = /^(?:[•◦▪‣●○∙]|\d{1,4}[.)])(?:\s+|$)/;
/** Browsers of the terminal and Markdown set these, indented; elsewhere they are the author's. */
const INDENTED_MARKER = /^[*+](?:\s+|$)/;
const MIN_MARKER_INDENT = 2;
const BOLD = /^\*\*([^*]{1,80})\*\*:?$/;
const MARKDOWN_HEADING = /^#{1,6}\s+/;

/** Returns the first `limit` lines of a text. */
export function linesOf(text: string, limit: number): Line[] {
  return text.split(/\r\n?|\n/, limit).map((source) => {
    const line = source.replaceAll('\t', '    ').trimEnd();
    const trimmed = line.trimStart();
    const indent = line.length - trimmed.length;
    const marker = (MARKER.exec(trimmed) ?? (indent >= MIN_MARKER_INDENT ? INDENTED_MARKER.exec(trimmed) : null))?.[0];
    if (marker === undefined || (isNumber(marker) && startsWithDate(trimmed)))
      return { indent, marker: null, text: plain(trimmed) };
    return { indent, marker: marker.trim(), text: plain(trimmed.slice(marker.length)) };
  });
}

/** A line without the signs with which Markdown makes a name bold or sets a heading of comments. */
function plain(line: string): string {
  if (line.startsWith('**')) return BOLD.exec(line)?.[1] ?? line;
  if (!line.startsWith('#')) return withSpacedDate(line);
  const heading = line.replace(MARKDOWN_HEADING, '');
  return isHeading(heading) || endsComments(heading) ? heading : line;
}

/** Says whether a marker is a number. */
export function isNumber(marker: string): boolean {
  return /^\d/.test(marker);
}

/** Returns a line's text with the number before it, which its author may have written; bullets are the scrape's. */
export function withNumber({ marker, text }: Line): string {
  return marker !== null && isNumber(marker) ? `${marker} ${text}` : text;
}

/** Says whether a line is blank or noise. */
export function isBlankOrNoise(line: string): boolean {
  return line === '' || isNoise(line);
}

/** Returns lines as one text, without the buttons and counters above and below it. */
export function trimmed(lines: readonly string[]): string {
  return trimmedLines(lines, isBlankOrNoise);
}
