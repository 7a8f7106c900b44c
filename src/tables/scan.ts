/** How a table marks where cells and records end, and how it quotes. */
export interface Dialect {
  /** Null for a table of one column. */
  readonly delimiter: string | null;
  readonly newline: '\n' | '\r';
  /** A quotation mark that is out of place spoils a record (`strict`), or is text (`lenient`); or all of them are text. */
  readonly quotes: 'strict' | 'lenient' | 'none';
}

/** The cells of one record, and what is wrong with its quotation marks. */
export interface Scanned {
  readonly cells: readonly string[];
  /** UTF-16 offset behind the record and its line feed. */
  readonly end: number;
  /** Lines that it takes. */
  readonly lines: number;
  /** `open`: one opens a cell and nothing closes it. `stray`: one stands where it neither opens nor closes a cell. */
  readonly fault: 'open' | 'stray' | null;
  /** An unquoted cell holds a quotation mark, as the last line of a torn record does. */
  readonly loose: boolean;
}

/** UTF-16 units of a quoted cell: what follows a mark that nothing closes is not read as one cell for ever. */
const MAX_CELL = 1024 * 1024;
const QUOTE = '"';
const NO_DELIMITER = -1;

/**
 * Returns the record of a table that starts at an offset (RFC 4180, with any delimiter), or null where the text ends before
 * it does and more will come. A record whose quotes are at fault ends with its first line. Linear: a scan that finds no
 * closing mark stops at the next that opens a cell.
 *
 * @param last whether the text is all that there is
 */
export function scanRecord(text: string, start: number, dialect: Dialect, last: boolean): Scanned | null {
  const delimiter = dialect.delimiter?.charCodeAt(0) ?? NO_DELIMITER;
  const newline = dialect.newline.charCodeAt(0);
  const cells: string[] = [];
  let fault: Scanned['fault'] = null;
  let loose = false;
  let quoted = false;
  const linesTo = (end: number) => (quoted ? linesIn(text, start, end, newline) : 0);
  for (let at = start; ; ) {
    const opens = dialect.quotes === 'none' ? -1 : quoteAt(text, at);
    let end: number;
    if (opens >= 0) {
      const cell = quotedCell(text, opens, delimiter, newline, last);
      if (cell === 'more') return null;
      if (cell === 'open') return firstLine(text, start, newline, last);
      if (cell.stray) fault = 'stray';
      quoted = true;
      cells.push(cell.value);
      end = cell.end;
    } else {
      end = cellEnd(text, at, delimiter, newline);
      if (end === text.length && !last) return null;
      const hasReturn = text[end - 1] === '\r' && (end === text.length || text.charCodeAt(end) === newline);
      const cell = text.slice(at, hasReturn && end > at ? end - 1 : end);
      loose ||= cell.includes(QUOTE);
      cells.push(cell);
    }
    if (end === text.length || text.charCodeAt(end) === newline)
      return { cells, end: Math.min(end + 1, text.length), lines: linesTo(end) + 1, fault, loose };
    at = end + 1;
  }
}

/** Where a quotation mark opens the cell, spaces before it passed over; -1 where none does. */
function quoteAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return text[at] === QUOTE ? at : -1;
}

function cellEnd(text: string, start: number, delimiter: number, newline: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === delimiter || unit === newline) break;
  }
  return at;
}

type Quoted = { readonly value: string; readonly end: number; readonly stray: boolean };

/**
 * Reads a quoted cell by runs of quotation marks: of an even number each pair is one mark of the text, and the odd one out
 * closes the cell where the cell can end behind it.
 */
function quotedCell(
  text: string,
  open: number,
  delimiter: number,
  newline: number,
  last: boolean,
): Quoted | 'open' | 'more' {
  let stray = false;
  const closedAt = (close: number): Quoted | null => {
    let end = close + 1;
    while (text[end] === ' ' || (text[end] === '\r' && newline !== 13)) end++;
    const unit = text.charCodeAt(end);
    if (end < text.length && unit !== delimiter && unit !== newline) return null;
    return { value: text.slice(open + 1, close).replaceAll('""', QUOTE), end, stray };
  };
  for (let at = open; ; ) {
    const first = text.indexOf(QUOTE, at);
    if (first === -1 || first - open > MAX_CELL) return last || text.length - open > MAX_CELL ? 'open' : 'more';
    let end = first;
    while (text[end] === QUOTE) end++;
    if (!last && isAtEnd(text, end)) return 'more';
    const odd = (end - first) % 2 === 1;
    // The run that opens the cell has one mark more than its text.
    if (first === open ? !odd : odd) {
      const cell = closedAt(end - 1);
      if (cell !== null) return cell;
      if (first === open || startsCell(text, first, delimiter, newline)) return 'open';
      stray = true;
    }
    at = end;
  }
}

/** Says whether only spaces follow: what comes next decides what the mark before them is. */
function isAtEnd(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\r') at++;
  return at === text.length;
}

function startsCell(text: string, at: number, delimiter: number, newline: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before === delimiter || before === newline;
}

function firstLine(text: string, start: number, newline: number, last: boolean): Scanned | null {
  const feed = text.indexOf(String.fromCharCode(newline), start);
  if (feed === -1 && !last) return null;
  return { cells: [], end: feed === -1 ? text.length : feed + 1, lines: 1, fault: 'open', loose: true };
}

function linesIn(text: string, start: number, end: number, newline: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === newline) lines++;
  return lines;
}
