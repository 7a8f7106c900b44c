import { TASKS } from '../../tasks.ts';
import { parseLine } from '../rows/parse.ts';
import type { ConvertOptions, Corpus } from './corpus.ts';

/**
 * Streams the rows of a corpus's files as lines of JSON, each checked; and a message for what is left out.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when it lacks a column.
 */
export async function* convertCorpus(
  corpus: Corpus,
  paths: readonly string[],
  options: ConvertOptions,
): AsyncGenerator<{ readonly json: string } | { readonly message: string }> {
  for await (const converted of corpus.convert(paths, options)) {
    if (!('row' in converted)) {
      yield { message: `line ${converted.line}: ${converted.message}` };
      continue;
    }
    const json = JSON.stringify(converted.row);
    const row = parseLine(json, TASKS);
    yield typeof row === 'string' ? { message: `${json.slice(0, 80)}…: ${row}` } : { json };
  }
}
