import { isNoise } from '../patterns/boilerplate.ts';
import { startsWithDate } from '../patterns/dates.ts';
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

/** Returns the first `limit` lines of a text. */
export function linesOf(text: string, limit: number): Line[] {
  return text.split(/\r\n?|\n/, limit).map((source) => {
    const line = source.replaceAll('\t', '    ').trimEnd();
    const trimmed = line.trimStart();
    const indent = line.length - trimmed.length;
    const marker = MARKER.exec(trimmed)?.[0];
    if (marker === undefined || (isNumber(marker) && startsWithDate(trimmed)))
      return { indent, marker: null, text: trimmed };
    return { indent, marker: marker.trim(), text: trimmed.slice(marker.length) };
  });
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
