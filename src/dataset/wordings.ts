import * as z from 'zod/mini';
import { STANCE_LABELS } from '../tasks.ts';
import { labelIndex, readDataset } from './rows/examples.ts';
import { text } from './rows/fields.ts';
import { type BadRow, readRowFiles } from './rows/files.ts';
import { parseAs } from './rows/parse.ts';
import type { StanceRow } from './rows/training-rows.ts';

/** A target in other words, and its opposite: one line of datasets/wordings.jsonl. */
export const Wording = z.strictObject({
  target: text,
  /** Who is for the target is for these too. */
  same: z.array(text).check(z.minLength(1)),
  /** Who is for the target is against these, and the other way round. */
  opposite: z.array(text).check(z.minLength(1)),
});
export type Wording = z.infer<typeof Wording>;

/** Rows with their targets reworded, and lines that could not be read. */
export interface Reworded {
  readonly rows: readonly StanceRow[];
  readonly badRows: readonly BadRow[];
}

/** `source` of rows that were reworded. */
export const WORDING_SOURCE = 'below-the-line-wordings';

const OPPOSITE = { favor: 'against', against: 'favor', none: 'none' } as const;

/**
 * Returns, for each row of stance whose target stands among the wordings, a row for each of its wordings: with the same
 * label, or with the other side where it is the opposite. `id` names the row, the kind of wording and its number.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when none of its lines is a row.
 */
export async function rewordRows(paths: readonly string[], wordingsFile: string): Promise<Reworded> {
  const wordings = await readRowFiles([wordingsFile], 'wordings', () => (line) => {
    const wording = parseAs(line, Wording);
    return typeof wording === 'string' ? wording : [wording];
  });
  const byTarget = new Map(wordings.rows.map((wording) => [wording.target, wording]));
  const { examples, badRows } = await readDataset('stance', paths);
  const rows = examples.flatMap((example, i) => {
    const wording = byTarget.get(example.target);
    if (wording === undefined) return [];
    const label = STANCE_LABELS[labelIndex(example)]!;
    const row = (kind: string, target: string, stance: StanceRow['stance'], k: number): StanceRow => ({
      id: `${i + 1}-${kind}-${k + 1}`,
      text: example.text,
      target,
      stance,
      source: WORDING_SOURCE,
      group: example.group,
      ...(example.parent === undefined ? {} : { context: [example.parent] }),
    });
    return [
      ...wording.same.map((target, k) => row('same', target, label, k)),
      ...wording.opposite.map((target, k) => row('opposite', target, OPPOSITE[label], k)),
    ];
  });
  return { rows, badRows: [...wordings.badRows, ...badRows] };
}
