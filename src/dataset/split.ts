import { BelowTheLineError } from '../errors.ts';
import { TASKS } from '../tasks.ts';
import { seededRandom, shuffle } from './random.ts';
import { SPLITS, type Split } from './rows/fields.ts';
import { readLines } from './rows/lines.ts';
import { isLabelledComment, parseLine } from './rows/parse.ts';

/**
 * Returns rows in as many parts as there are shares, each in the old order; those of one group stay together. Groups come in a
 * random order, and each falls to the part that lacks most of its share of all rows. So parts have the sizes that were asked
 * for, as nearly as groups allow, and with as many groups as parts none is empty. Rows without a group are groups of one text.
 * @param shares what each part should get, adding up to 1
 */
export function splitByGroup<T extends { readonly text: string; readonly group?: string | undefined }>(
  rows: readonly T[],
  shares: readonly number[],
  seed: number,
): T[][] {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(keyOf(row), (sizes.get(keyOf(row)) ?? 0) + 1);
  const partOfGroup = new Map<string, number>();
  const filled = shares.map(() => 0);
  const groups = [...sizes];
  const order = shuffle([...groups.keys()], seededRandom(seed));
  order.forEach((group, i) => {
    const [key, size] = groups[group]!;
    const part = neediest(shares, filled, rows.length, groups.length - i);
    partOfGroup.set(key, part);
    filled[part]! += size;
  });
  const parts: T[][] = shares.map(() => []);
  for (const row of rows) parts[partOfGroup.get(keyOf(row))!]!.push(row);
  return parts;
}

const keyOf = ({ text, group }: { readonly text: string; readonly group?: string | undefined }): string =>
  group === undefined || group === '' ? `text ${text}` : `group ${group}`;

/** Returns the part that lacks most rows of its share; the empty ones alone where no more groups are left than those. */
function neediest(shares: readonly number[], filled: readonly number[], rows: number, left: number): number {
  const wanted = shares.map((share) => share > 0);
  const empty = wanted.map((wants, part) => wants && filled[part] === 0);
  const candidates = empty.filter(Boolean).length >= left ? empty : wanted;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  shares.forEach((share, part) => {
    const lacks = share * rows - filled[part]!;
    if (!candidates[part] || lacks <= most) return;
    [best, most] = [part, lacks];
  });
  return best;
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
