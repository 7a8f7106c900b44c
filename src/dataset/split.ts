import { seededRandom } from './random.ts';

/**
 * Parts rows so that those of one group stay together: each group falls to a part at random, by the parts' shares.
 * Rows without a group are groups of one.
 * @param shares what each part should get, adding up to 1
 * @returns one list per share, each in the old order
 */
export function splitByGroup<T extends { readonly text: string; readonly group?: string | undefined }>(
  rows: readonly T[],
  shares: readonly number[],
  seed: number,
): T[][] {
  const random = seededRandom(seed);
  const partOf = new Map<string, number>();
  const parts: T[][] = shares.map(() => []);
  for (const row of rows) {
    const key = row.group === undefined || row.group === '' ? `text ${row.text}` : `group ${row.group}`;
    let part = partOf.get(key);
    if (part === undefined) {
      part = pick(shares, random());
      partOf.set(key, part);
    }
    parts[part]?.push(row);
  }
  return parts;
}

function pick(shares: readonly number[], at: number): number {
  let sum = 0;
  const part = shares.findIndex((share) => {
    sum += share;
    return at < sum;
  });
  return part < 0 ? shares.length - 1 : part;
}
