import { seededRandom } from '../dataset/random.ts';

/** A figure before and after, on the same rows. Intervals are of 95%. */
export interface PairedDifference {
  readonly before: number;
  readonly after: number;
  /** `after` less `before`. */
  readonly change: number;
  /** Ends of the change's interval. */
  readonly low: number;
  readonly high: number;
}

/** Computes a figure of some of the rows, which are given by index and may come more than once. */
export type FigureOf = (rows: readonly number[]) => number;

const RESAMPLES = 400;

/**
 * Returns how a figure changes on the same rows, with an interval by the percentile bootstrap (Efron 1979) over whole
 * groups, whose rows are not independent of each other. Draws in which the figure is not defined are left out; without
 * any the interval is NaN. The same seed gives the same interval.
 * @param groups of each row, by number
 */
export function pairedDifference(
  groups: readonly number[],
  before: FigureOf,
  after: FigureOf,
  seed = 1,
): PairedDifference {
  const members = byGroup(groups);
  const all = groups.map((_, i) => i);
  const random = seededRandom(seed);
  const changes: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const rows = members.flatMap(() => members[Math.floor(random() * members.length)]!);
    const change = after(rows) - before(rows);
    if (!Number.isNaN(change)) changes.push(change);
  }
  changes.sort((a, b) => a - b);
  const at = (share: number) => changes[Math.min(changes.length - 1, Math.floor(share * changes.length))] ?? Number.NaN;
  const [then, now] = [before(all), after(all)];
  return { before: then, after: now, change: now - then, low: at(0.025), high: at(0.975) };
}

/** Returns the rows of each group. */
function byGroup(groups: readonly number[]): number[][] {
  const members = new Map<number, number[]>();
  for (const [i, group] of groups.entries()) {
    const rows = members.get(group);
    if (rows === undefined) members.set(group, [i]);
    else rows.push(i);
  }
  return [...members.values()];
}
