import { TASKS } from '../../tasks.ts';
import { parseLine } from '../rows/parse.ts';
import type { Converted, Corpus } from './corpus.ts';
import { formOfFile } from './forms/index.ts';
import type { Form, OpenedSource, SourceOptions } from './source.ts';

/**
 * Opens files as a corpus or a form; as the form that they are found to have where none is named. What their labels are read
 * as is known before a row is made.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when it lacks a column.
 */
export async function openSource(
  kind: Corpus | Form | null,
  paths: readonly string[],
  options: SourceOptions,
): Promise<OpenedSource> {
  if (kind !== null && 'convert' in kind) return { preview: null, rows: kind.convert(paths) };
  return (kind ?? (await formOfFile(paths[0]!, options))).open(paths, options);
}

/** Streams rows as lines of JSON, each checked; and a message for what is left out. Throws as `openSource` does. */
export async function* checkedRows(
  rows: AsyncIterable<Converted>,
): AsyncGenerator<{ readonly json: string } | { readonly message: string }> {
  for await (const converted of rows) {
    if (!('row' in converted)) {
      yield { message: `line ${converted.line}: ${converted.message}` };
      continue;
    }
    const json = JSON.stringify(converted.row);
    const row = parseLine(json, TASKS);
    yield typeof row === 'string' ? { message: `${json.slice(0, 80)}…: ${row}` } : { json };
  }
}
