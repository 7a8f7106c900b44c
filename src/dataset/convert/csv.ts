// The only importer of csv-parse.
import { type Options, parse } from 'csv-parse';
import { BelowTheLineError } from '../../errors.ts';
import { openFile } from '../rows/lines.ts';

/** A record of a table. */
export interface TableRecord {
  /** Line of the file on which it ends, from 1. */
  readonly line: number;
  /** Cells by the name of their column. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Characters of a record: what follows an unclosed quotation mark is not read as one field for ever. */
const MAX_RECORD_LENGTH = 4 * 1024 * 1024;

/**
 * Streams the records of a CSV or tab-separated file, the first line naming the columns.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when it is no table or lacks a column.
 */
export async function* readTable(
  path: string,
  columns: readonly string[],
  { delimiter = ',', encoding = 'utf8' }: { readonly delimiter?: string; readonly encoding?: BufferEncoding } = {},
): AsyncGenerator<TableRecord> {
  const options: Options = {
    columns: true,
    delimiter,
    encoding,
    bom: true,
    info: true,
    relax_column_count: true,
    // Tab-separated corpora do not quote.
    quote: delimiter === '\t' ? null : '"',
    max_record_size: MAX_RECORD_LENGTH,
  };
  const parser = parse(options);
  const input = openFile(path);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let checked = false;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      if (!checked) requireColumns(path, columns, Object.keys(record));
      checked = true;
      yield { line: info.lines, fields: record };
    }
  } catch (cause) {
    if (cause instanceof BelowTheLineError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new BelowTheLineError(code?.startsWith('CSV') ? 'invalid-input' : 'file', `cannot read ${path}: ${message}`, {
      cause,
    });
  }
}

function requireColumns(path: string, expected: readonly string[], present: readonly string[]): void {
  const missing = expected.filter((column) => !present.includes(column));
  if (missing.length === 0) return;
  throw new BelowTheLineError(
    'invalid-input',
    `${path} lacks the columns ${missing.join(', ')}; it has ${present.join(', ')}`,
  );
}
