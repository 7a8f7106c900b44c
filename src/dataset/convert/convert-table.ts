import { type RecordOptions, readRecords } from '../rows/record-files.ts';
import type { TrainingRow } from '../rows/training-rows.ts';
import type { Converted } from './corpus.ts';

/** Cells of a record by the name of their column. */
export type Cells = Readonly<Record<string, string>>;

/**
 * Streams the rows that `toRow` makes of the records of tables, the first line of each naming the columns. Where it returns a
 * message, and for lines that are no records, comes the line with what is wrong with it.
 * @throws BelowTheLineError `file` when a table cannot be read, `invalid-input` when it lacks one of `columns`.
 */
export async function* convertTable(
  paths: readonly string[],
  columns: readonly string[],
  toRow: (cells: Cells) => TrainingRow | { readonly message: string },
  options: RecordOptions = {},
): AsyncGenerator<Converted> {
  for (const path of paths) {
    for await (const record of readRecords(path, columns, options)) {
      const row = 'message' in record ? record : toRow(record.fields as Cells);
      yield 'message' in row ? { line: record.line, message: row.message } : { row };
    }
  }
}
