import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerMean, subgroupBias } from '../../src/evaluate/subgroups.ts';

interface Row {
  readonly score: number;
  readonly positive: boolean;
  readonly groups: readonly string[];
}

const bias = (rows: readonly Row[]) =>
  subgroupBias(
    rows.map(({ score }) => score),
    rows.map(({ positive }) => positive),
    rows.map(({ groups }) => groups),
  );

/** The share of pairs in the right order, ties counting half. */
function pairsWon(positives: readonly Row[], negatives: readonly Row[]): number {
  let won = 0;
  for (const p of positives) for (const n of negatives) won += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
  return won / (positives.length * negatives.length);
}

describe('subgroupBias', () => {
  it('by hand: a group whose harmless rows score too high', () => {
    const { groups, mean } = bias([
      { score: 0.9, positive: true, groups: ['a'] },
      { score: 0.8, positive: false, groups: ['a'] },
      { score: 0.7, positive: true, groups: [] },
      { score: 0.2, positive: false, groups: [] },
    ]);
    expect(groups).toEqual([
      {
        group: 'a',
        rows: { subgroupPositives: 1, subgroupNegatives: 1, backgroundPositives: 1, backgroundNegatives: 1 },
        subgroupAuc: 1,
        bpsnAuc: 0,
        bnspAuc: 1,
      },
    ]);
    expect(mean).toEqual({ subgroupAuc: 1, bpsnAuc: 0, bnspAuc: 1 });
  });

  it('leaves an area undefined where a class is missing, and out of the mean', () => {
    const { groups, mean } = bias([
      { score: 0.9, positive: true, groups: ['b'] },
      { score: 0.8, positive: false, groups: ['b', 'a'] },
      { score: 0.7, positive: true, groups: [] },
    ]);
    expect(groups.map(({ group }) => group)).toEqual(['a', 'b']);
    expect(groups[0]?.subgroupAuc).toBeNaN();
    expect(groups[0]?.bpsnAuc).toBe(0.5);
    expect(groups[0]?.bnspAuc).toBeNaN();
    expect(mean.subgroupAuc).toBe(1);
    expect(mean.bnspAuc).toBeNaN();
  });

  it('is what counting pairs gives', () => {
    const row = fc.record({
      score: fc.integer({ min: 0, max: 5 }),
      positive: fc.boolean(),
      groups: fc.subarray(['a', 'b', 'c']),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        for (const { group, rows: sizes, subgroupAuc, bpsnAuc, bnspAuc } of bias(rows).groups) {
          const cell = (isNamed: boolean, isPositive: boolean) =>
            rows.filter(({ groups, positive }) => groups.includes(group) === isNamed && positive === isPositive);
          expect(sizes).toEqual({
            subgroupPositives: cell(true, true).length,
            subgroupNegatives: cell(true, false).length,
            backgroundPositives: cell(false, true).length,
            backgroundNegatives: cell(false, false).length,
          });
          expect([subgroupAuc, bpsnAuc, bnspAuc]).toEqual([
            pairsWon(cell(true, true), cell(true, false)),
            pairsWon(cell(false, true), cell(true, false)),
            pairsWon(cell(true, true), cell(false, false)),
          ]);
        }
      }),
    );
  });
});

describe('powerMean', () => {
  it('by hand, undefined values left out', () => {
    expect(powerMean([0.5, 1])).toBeCloseTo(((2 ** 5 + 1) / 2) ** -0.2, 12);
    expect(powerMean([0.5, Number.NaN, 0.5])).toBeCloseTo(0.5, 12);
    expect(powerMean([0, 1])).toBe(0);
    expect(powerMean([])).toBeNaN();
  });

  it('lies between the worst and the plain mean', () => {
    const areas = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(areas, (values) => {
        const plain = values.reduce((sum, x) => sum + x, 0) / values.length;
        expect(powerMean(values)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(powerMean(values)).toBeLessThanOrEqual(plain + 1e-9);
      }),
    );
  });
});
