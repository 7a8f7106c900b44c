import { recordReader } from './records.ts';
import type { Dialect } from './scan.ts';

/** What separates cells, the likelier first where a table could be read with several. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records that are looked at. */
const MAX_RECORDS = 50;

/** How a table is written. */
export interface SniffedDialect extends Dialect {
  /** UTF-16 units before the header: a line `sep=;` that names the delimiter, as Excel reads and writes it. */
  readonly skip: number;
  /** Share of the records seen that have as many cells as the header, 0 to 1. */
  readonly agreement: number;
}

/**
 * Returns how a table is written, by its beginning: the delimiter that most records agree on with the header, line ends, and
 * quotation marks, which in tab-separated files are often text.
 *
 * @param sample the beginning of the table, or all of it
 */
export function sniffDialect(sample: string): SniffedDialect {
  const named = /^"?sep=([^"\r\n])"?\r?\n/i.exec(sample);
  const skip = named?.[0].length ?? 0;
  const body = sample.slice(skip);
  const newline = body.includes('\n') || !body.includes('\r') ? '\n' : '\r';
  const candidates = (named === null ? DELIMITERS : [named[1]!]).map((delimiter) => judged(body, delimiter, newline));
  const best = candidates.reduce((a, b) =>
    b.agreement > a.agreement || (b.agreement === a.agreement && b.width > a.width) ? b : a,
  );
  if (best.width < 2) return { delimiter: null, newline, quotes: 'strict', skip, agreement: 1 };
  return { ...dialectOf(best.delimiter, newline), skip, agreement: best.agreement };
}

/** Returns the dialect of a table whose delimiter is known. */
export function dialectOf(delimiter: string, newline: Dialect['newline'] = '\n'): Dialect {
  return { delimiter, newline, quotes: delimiter === '\t' ? 'lenient' : 'strict' };
}

function judged(text: string, delimiter: string, newline: Dialect['newline']) {
  const dialect = dialectOf(delimiter, newline);
  // The last line may be torn where the sample ends.
  const [header, ...records] = recordReader(dialect)
    .take(text, false)
    .slice(0, MAX_RECORDS + 1);
  const only = header ?? recordReader(dialect).take(text, true)[0];
  const width = only !== undefined && 'cells' in only ? only.cells.length : 0;
  if (width < 2) return { delimiter, width, agreement: 0 };
  const agreeing = records.filter((record) => 'cells' in record).length;
  return { delimiter, width, agreement: records.length === 0 ? 1 : agreeing / records.length };
}
