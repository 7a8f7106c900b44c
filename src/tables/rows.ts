import { formOf } from './form.ts';
import { rowOfLine } from './json.ts';
import { type BadRow, type GoodRow, openTable, type Row, rowOf } from './table.ts';

/** Records by the names of their fields, and the form in which they stood. */
export interface Rows {
  readonly kind: 'lines' | 'table';
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What could not be read, in order. */
  readonly problems: readonly BadRow[];
}

/** UTF-16 units by which a text is told to be a table. */
const SAMPLE = 65_536;
/** Of the beginning of a table, the share of records that have the header's number of cells. */
const MIN_AGREEMENT = 0.8;
/** A header of words that nobody knows needs more behind it to be one. */
const MIN_RECORDS = 3;
/** UTF-16 units of the name of a column. */
const MAX_NAME = 60;
const BLANK_LINE = /\n[^\S\n]*\n/;

/**
 * Returns the records of a text that is JSON lines or a table, or null where it is neither.
 *
 * @param isKnown says whether a column has a name that tables of the kind that is looked for have: a header with one is
 * taken for a header
 */
export function rowsOf(text: string, isKnown: (column: string) => boolean): Rows | null {
  const form = formOf(text.slice(0, SAMPLE));
  if (form === 'json') return null;
  if (form === 'lines') return linesOf(text);
  if (!looksLikeTable(text.slice(0, SAMPLE), text.length <= SAMPLE, isKnown)) return null;
  const table = parted('table', tableRows(text));
  return table.rows.length > 0 ? table : null;
}

function linesOf(text: string): Rows | null {
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [rowOfLine(line, i + 1)]));
  const lines = parted('lines', rows);
  return lines.rows.length > lines.problems.length ? lines : null;
}

function tableRows(text: string): Row[] {
  const { columns, take } = openTable(text, true);
  return take('', true).map((record) => rowOf(columns, record));
}

/**
 * Says whether a text begins as a table does: with a header of names, one of them known or several records behind it that
 * have as many cells.
 *
 * @param last whether the sample is all
 */
export function looksLikeTable(sample: string, last: boolean, isKnown: (column: string) => boolean): boolean {
  const { columns, dialect, take } = openTable(sample, last);
  if (columns.length === 0 || !columns.every(isName)) return false;
  const records = take('', last);
  if (dialect.delimiter === null) return isOneColumn(sample, columns, isKnown);
  const whole = records.filter((record) => 'cells' in record).length;
  if (columns.some(isKnown)) {
    return whole >= records.length * MIN_AGREEMENT || records.length <= MIN_RECORDS;
  }
  const isWhole = whole === records.length && whole >= MIN_RECORDS;
  return isWhole && !BLANK_LINE.test(sample.trimEnd());
}

/** A word may stand above any text: it names a column where programs write it so, or where all cells are quoted. */
function isOneColumn(sample: string, [name = '']: readonly string[], isKnown: (column: string) => boolean): boolean {
  const [, ...lines] = sample.replace(/^\ufeff/, '').split(/\r?\n/, MIN_RECORDS + 1);
  const cells = lines.filter((line) => line.trim() !== '');
  if (!isKnown(name) || cells.length === 0) return false;
  return /^[a-z]+(?:_[a-z]+)+$|^(?:text|tweet|body)$/.test(name) || cells.every((cell) => cell.startsWith('"'));
}

/** Says whether a cell of the first line could be the name of a column: short, and no sentence. */
function isName(cell: string): boolean {
  return cell.length <= MAX_NAME && /^[\p{L}\p{N}_#@*"']/u.test(cell) && !/[.!?…]$|[.!?] \p{Lu}/u.test(cell);
}

function parted(kind: Rows['kind'], all: readonly Row[]): Rows {
  const rows: GoodRow['fields'][] = [];
  const problems: BadRow[] = [];
  for (const row of all) {
    if ('fields' in row) rows.push(row.fields);
    else problems.push(row);
  }
  return { kind, rows, problems };
}
