import { BelowTheLineError } from '../errors.ts';
import { TASKS } from '../tasks.ts';
import { seededRandom } from './random.ts';
import { SPLITS, type Split } from './rows/fields.ts';
import { readLines } from './rows/lines.ts';
import { isLabelledComment, parseLine } from './rows/parse.ts';

/**
 * Returns rows in as many parts as there are shares, each in the old order; those of one group stay together: each group
 * falls to a part at random, by the parts' shares. Rows without a group are groups of one text.
 * @param shares what each part should get, adding up to 1
 */
export function splitByGroup<T extends { readonly text: string; readonly group?: string | undefined }>(
  rows: readonly T[],
  shares: readonly number[],
  seed: number,
): T[][] {
  const random = seededRandom(seed);
  const partOfGroup = new Map<string, number>();
  const parts: T[][] = shares.map(() => []);
  for (const row of rows) {
    const key = row.group === undefined || row.group === '' ? `text ${row.text}` : `group ${row.group}`;
    let part = partOfGroup.get(key);
    if (part === undefined) {
      part = partAt(shares, random());
      partOfGroup.set(key, part);
    }
    parts[part]?.push(row);
  }
  return parts;
}

/**
 * Returns the lines of a file of labelled data by split; comments of one article stay together, and rows of one group.
 * @param shares of train, dev and test, adding up to 1
 * @throws BelowTheLineError `file` when the file cannot be read, `invalid-input` when a line is no row.
 */
export async function splitFile(
  path: string,
  shares: readonly number[],
  seed: number,
): Promise<Readonly<Record<Split, readonly string[]>>> {
  const rows: { text: string; group: string | undefined; line: string }[] = [];
  for await (const { text: line, number } of readLines(path)) {
    const row = parseLine(line, TASKS);
    if (typeof row === 'string') throw new BelowTheLineError('invalid-input', `${path} line ${number}: ${row}`);
    rows.push({ text: row.text, group: isLabelledComment(row) ? row.article : row.group, line });
  }
  const parts = splitByGroup(rows, shares, seed);
  const linesOf = (split: Split) => (parts[SPLITS.indexOf(split)] ?? []).map(({ line }) => line);
  return { train: linesOf('train'), dev: linesOf('dev'), test: linesOf('test') };
}

/** Returns the index of the share that a number from 0 to 1 falls to. */
function partAt(shares: readonly number[], draw: number): number {
  let sum = 0;
  const part = shares.findIndex((share) => {
    sum += share;
    return draw < sum;
  });
  return part < 0 ? shares.length - 1 : part;
}
