import * as z from 'zod/mini';
import { text } from '../rows/fields.ts';
import { readRowFiles } from '../rows/files.ts';
import { parseAs } from '../rows/parse.ts';
import type { Source } from './join.ts';

/** What a reading needs of a row of a corpus. */
const CorpusRow = z.object({
  id: text,
  text,
  parent: z.nullish(z.string()),
  headline: z.nullish(z.string()),
  target: z.nullish(z.string()),
  naturalTarget: z.nullish(z.string()),
});

/**
 * Returns the comments of a file of corpus rows, by id.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when none of its lines is a row with an id.
 */
export async function openCorpus(path: string): Promise<Source> {
  const { rows } = await readRowFiles([path], 'rows with id and text', () => (line) => {
    const row = parseAs(line, CorpusRow);
    return typeof row === 'string' ? row : [row];
  });
  return new Map(
    rows.map(({ id, text, parent, ...columns }) => [
      id,
      {
        text,
        parent: parent ?? undefined,
        columns: Object.fromEntries(
          Object.entries(columns).filter((column): column is [string, string] => typeof column[1] === 'string'),
        ),
      },
    ]),
  );
}
