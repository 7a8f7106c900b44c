import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/dataset/random.ts';
import { mean } from '../../src/evaluate/metrics.ts';
import { pairedDifference } from '../../src/evaluate/paired-difference.ts';

const share = (right: readonly boolean[]) => (rows: readonly number[]) => mean(rows.map((i) => Number(right[i])));

describe('pairedDifference', () => {
  it('says how a figure changes, and between what the change lies', () => {
    const random = seededRandom(1);
    const before = Array.from({ length: 400 }, () => random() < 0.5);
    const after = before.map((right) => right || random() < 0.4);
    const alone = before.map((_, i) => i);
    const found = pairedDifference(alone, share(before), share(after));
    expect(found.change).toBeCloseTo(found.after - found.before, 12);
    expect(found.low).toBeGreaterThan(0.1);
    expect(found.high).toBeLessThan(0.3);
    expect(found.low).toBeLessThan(found.change);
    expect(found.high).toBeGreaterThan(found.change);
  });

  it('is wider where rows belong together: they say the same thing over and over', () => {
    const right = Array.from({ length: 400 }, (_, i) => Math.floor(i / 40) % 2 === 0);
    const wrong = right.map(() => false);
    const alone = pairedDifference(
      right.map((_, i) => i),
      share(wrong),
      share(right),
    );
    const grouped = pairedDifference(
      right.map((_, i) => Math.floor(i / 40)),
      share(wrong),
      share(right),
    );
    expect(grouped.high - grouped.low).toBeGreaterThan(2 * (alone.high - alone.low));
  });

  it('gives the same interval again, and none where the figure is not defined', () => {
    const groups = [0, 1, 2];
    const figure = (rows: readonly number[]) => mean(rows);
    expect(pairedDifference(groups, () => 0, figure)).toEqual(pairedDifference(groups, () => 0, figure));
    expect(
      pairedDifference(
        groups,
        () => 0,
        () => Number.NaN,
      ).low,
    ).toBeNaN();
  });
});
