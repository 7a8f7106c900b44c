import { type Dialect, type Scanned, scanRecord } from './scan.ts';

/** A record of a table, or the line that is none and why. Lines count from 1; a record has that on which it starts. */
export type TableRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly message: string };

/** Reads the records of a table as its text comes in. */
export interface RecordReader {
  /** Returns the records that are whole now; all that are left where `last`. */
  readonly take: (text: string, last: boolean) => TableRecord[];
}

/**
 * Returns a reader of records that have as many cells as the first. What is wrong with one record costs that record: a
 * quotation mark that nothing closes spoils the line that it stands on, not all that come after it. Records may leave out
 * cells at their end, as spreadsheets do.
 *
 * @param line the number of the first line
 */
export function recordReader(dialect: Dialect, line = 1): RecordReader {
  let rest = '';
  let width: number | null = null;
  /** The record before was torn: lines that end in one of its quotation marks are still of it. */
  let torn = false;
  let short: { readonly line: number; readonly cells: readonly string[] } | null = null;

  const judge = (found: Scanned, out: TableRecord[]): void => {
    const { fault, loose, lines } = found;
    const cells = width === null ? found.cells : withoutEmptyEnd(found.cells, width);
    const fits = fault === null && (width === null || cells.length <= width) && !(torn && loose);
    const isShort = width !== null && cells.length < width;
    const before = short;
    short = null;
    if (before !== null) {
      const broken = fits && isShort && before.cells.length + cells.length === width! + 1;
      if (broken)
        return void out.push({ line: before.line, message: 'is broken by a line feed outside of quotation marks' });
      out.push({ line: before.line, cells: filled(before.cells, width!) });
    }
    if (fits && isShort && lines === 1 && cells.length > 1 && !torn) {
      short = { line, cells };
    } else if (fits && !isShort) {
      width ??= cells.length;
      torn = false;
      out.push({ line, cells });
    } else {
      // What is left of a torn record was reported with its first line.
      if (!torn || fault !== null) out.push({ line, message: messageOn(fault, cells.length, width) });
      torn = fault === 'open' || (torn && fault === null);
    }
  };

  return {
    take: (text, last) => {
      rest = rest === '' ? text : rest + text;
      const out: TableRecord[] = [];
      let at = 0;
      while (at < rest.length) {
        const found = nextRecord(rest, at, dialect, width, last);
        if (found === null) break;
        if (found.cells.length !== 1 || found.cells[0] !== '' || found.fault !== null) judge(found, out);
        at = found.end;
        line += found.lines;
      }
      rest = rest.slice(at);
      if (last && short !== null) {
        out.push({ line: short.line, cells: filled(short.cells, width!) });
        short = null;
      }
      return out;
    },
  };
}

/** Returns the next record; its first line alone where the record cannot be what was meant. */
function nextRecord(text: string, at: number, dialect: Dialect, width: number | null, last: boolean): Scanned | null {
  const found = scanRecord(text, at, dialect, last);
  if (found === null) return null;
  const fits = width === null || withoutEmptyEnd(found.cells, width).length === width;
  const isSound = found.fault === null && (found.lines === 1 || fits);
  if (isSound || (found.fault === 'stray' && fits && dialect.quotes === 'strict')) return found;
  const line = scanRecord(text, at, { ...dialect, quotes: 'none' }, last);
  if (line === null || dialect.quotes === 'lenient') return line;
  return { ...line, fault: 'open' };
}

/** Returns the cells without the empty ones that stand behind the last column. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let end = cells.length;
  while (end > width && cells[end - 1]!.trim() === '') end--;
  return end === cells.length ? cells : cells.slice(0, end);
}

function filled(cells: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, i) => cells[i] ?? '');
}

function messageOn(fault: Scanned['fault'], got: number, expected: number | null): string {
  if (fault !== null) return 'has a quotation mark out of place: in a quoted cell each is written twice';
  return `has ${got} ${got === 1 ? 'cell' : 'cells'}, expected ${expected}`;
}
