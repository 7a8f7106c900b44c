import { BelowTheLineError } from '../../errors.ts';
import { type Dialect, decodeStream, openRows, type Row, type RowStream } from '../../tables/index.ts';
import { openFile, unreadable } from './lines.ts';

/** How a file is written, where its beginning should not have to tell. */
export interface RecordOptions {
  readonly dialect?: Dialect | undefined;
  /** Label of the WHATWG's list of encodings. */
  readonly encoding?: string | undefined;
}

/**
 * Streams the records of a file that is JSON lines, JSON or a table, in any encoding (unzipped where its name ends in `.gz`),
 * and the lines that are none.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when it is no JSON or lacks a column.
 */
export async function* readRecords(
  path: string,
  columns: readonly string[] = [],
  options: RecordOptions = {},
): AsyncGenerator<Row> {
  try {
    const stream = await openRecords(path, options);
    if (stream.form === 'table') requireColumns(path, columns, stream.table.columns);
    for await (const block of stream.blocks) yield* block;
  } catch (cause) {
    throw readError(path, cause);
  }
}

/** Opens the records of a file, and says in which form they stand. Throws as `readRecords` does. */
export async function openRecords(path: string, { dialect, encoding }: RecordOptions = {}): Promise<RowStream> {
  try {
    return await openRows(decodeStream(openFile(path), encoding ?? null), dialect);
  } catch (cause) {
    throw readError(path, cause);
  }
}

/** Returns the error for what a reader of records threw. */
export function readError(path: string, cause: unknown): BelowTheLineError {
  if (cause instanceof BelowTheLineError) return cause;
  if (!(cause instanceof SyntaxError)) return unreadable(path, cause);
  return new BelowTheLineError('invalid-input', `cannot read ${path}: ${cause.message}`, { cause });
}

function requireColumns(path: string, expected: readonly string[], present: readonly string[]): void {
  const missing = expected.filter((column) => !present.includes(column));
  if (missing.length === 0) return;
  throw new BelowTheLineError(
    'invalid-input',
    `${path} lacks the ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')}; it has ${present.join(', ')}`,
  );
}
