import { seededRandom, shuffle } from '../../dataset/random.ts';
import type { Example } from '../../dataset/rows/examples.ts';

type Grouped = Pick<Example, 'text' | 'group'>;

/**
 * Returns the group of each row, by number from 0: rows that name the same group or have the same text belong together, and
 * so does what belongs to either.
 */
export function groupsOf(rows: readonly Grouped[]): number[] {
  const parents = rows.map((_, i) => i);
  const rootOf = (row: number): number => {
    let root = row;
    while (parents[root] !== root) root = parents[root]!;
    // Paths are shortened as they are walked, so that long ones are walked once.
    for (let at = row; parents[at] !== root; ) [at, parents[at]] = [parents[at]!, root];
    return root;
  };
  const firstOf = new Map<string, number>();
  for (const [i, { text, group }] of rows.entries()) {
    for (const key of [group === '' ? null : `group ${group}`, `text ${text}`]) {
      if (key === null) continue;
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, i);
      else parents[rootOf(i)] = rootOf(first);
    }
  }
  const numbers = new Map<number, number>();
  return rows.map((_, i) => {
    const root = rootOf(i);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

/**
 * Returns the fold of each group, in folds of about as many rows each: groups are dealt in an order of chance, the
 * largest first, to the fold that has fewest rows.
 */
export function foldsOf(groups: readonly number[], folds: number, seed: number): number[] {
  const sizes: number[] = [];
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  const order = shuffle(
    sizes.map((_, group) => group),
    seededRandom(seed),
  ).sort((a, b) => sizes[b]! - sizes[a]!);
  const filled = new Array<number>(folds).fill(0);
  const foldOfGroup: number[] = [];
  for (const group of order) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOfGroup[group] = fold;
    filled[fold] = filled[fold]! + sizes[group]!;
  }
  return groups.map((group) => foldOfGroup[group]!);
}
