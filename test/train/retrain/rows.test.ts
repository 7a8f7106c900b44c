import { describe, expect, it } from 'vitest';
import type { Example } from '../../../src/dataset/rows/examples.ts';
import { planOf } from '../../../src/train/retrain/plan.ts';
import { usableRows } from '../../../src/train/retrain/rows.ts';

const UNKNOWN = Number.NaN;
const example = (text: string, labels: readonly number[], more: Partial<Example> = {}): Example => ({
  ...{ text, target: '', labels, weight: 1, source: 's', group: '', spans: null, groups: [] },
  ...more,
});
/** Rows of toxicity alone, every second toxic. */
const half = (count: number): Example[] =>
  Array.from({ length: count }, (_, i) =>
    example(`The council should read comment number ${i}.`, [i % 2, ...new Array<number>(5).fill(UNKNOWN)]),
  );

describe('usableRows', () => {
  it('counts rows that say the same once, with the mean of their labels', () => {
    const rows = [...half(60), ...half(60), example(half(1)[0]!.text, [1, ...new Array<number>(5).fill(UNKNOWN)])];
    const { rows: usable, leftOut, missing } = usableRows('toxicity', rows);
    expect([usable.length, leftOut]).toEqual([60, { otherLanguage: 0, duplicates: 61 }]);
    expect(usable[0]?.labels[0]).toBeCloseTo(1 / 3);
    expect(missing).toEqual([]);
  });

  it('leaves out what is not English, and says so where too little is left', () => {
    const german = Array.from({ length: 50 }, (_, i) =>
      example(`Ich finde, die Gemeinde sollte die Brücke endlich reparieren, zum ${i}. Mal.`, half(2)[i % 2]!.labels),
    );
    const { leftOut, missing } = usableRows('toxicity', [...half(20), ...german]);
    expect(leftOut.otherLanguage).toBe(50);
    expect(missing.join()).toMatch(
      /10 rows that are and 10 that are not, expected at least 20 .*50 rows that are not in English/s,
    );
    expect(() => usableRows('toxicity', german)).toThrow(/50 of 50 are not in English/);
  });

  it('learns the attributes that have enough of both, and takes the others out', () => {
    const rows = half(60).map((row, i) => ({
      ...row,
      labels: [i % 2, UNKNOWN, UNKNOWN, Number(i < 3), UNKNOWN, UNKNOWN],
    }));
    const { learnt, rows: usable, kept } = usableRows('toxicity', rows);
    expect(learnt).toEqual([true, false, false, false, false, false]);
    expect(usable.every(({ labels }) => Number.isNaN(labels[3]))).toBe(true);
    expect(kept).toEqual([expect.stringMatching(/^threat has \d+ rows that are/)]);
  });

  it('misses a class of what rows are labelled with, whatever other labels they have', () => {
    const rows = half(60).map((row, i) => ({ ...row, labels: [0, 0, i % 2, 0, 0, 0] }));
    expect(usableRows('toxicity', rows).missing.join()).toMatch(/^toxicity has 0 rows that are and 60 that are not/);
    const sides = half(60).map((row, i) => ({ ...row, labels: [i % 2, 1 - (i % 2), 0], target: 'the bridge' }));
    expect(usableRows('stance', sides).missing.join()).toMatch(/0 none, expected at least 20 of each/);
  });
});

describe('planOf', () => {
  const grouped = (count: number, groups: number) => half(count).map((row, i) => ({ ...row, group: `g${i % groups}` }));

  it('measures every row in its turn where a tenth would be small, and no group on both sides', () => {
    const { parts, all, how, missing } = planOf(grouped(400, 20), null, 1);
    expect([parts.length, all?.length, missing]).toEqual([5, 400, []]);
    expect(parts.reduce((sum, { measure }) => sum + measure.length, 0)).toBe(400);
    for (const { learn, measure } of parts) {
      const learnt = new Set(learn.map(({ group }) => group));
      expect(measure.some(({ group }) => learnt.has(group))).toBe(false);
    }
    expect(how).toBe('5-fold cross-validation by group, 400 rows');
  });

  it('holds out a tenth where that is enough, and takes the rows that are given', () => {
    const { parts, all } = planOf(grouped(3000, 300), null, 1);
    expect([parts.length, parts[0]?.measure.length, all]).toEqual([1, 300, null]);
    const dev = grouped(50, 5);
    expect(planOf(grouped(400, 1), dev, 1)).toMatchObject({ parts: [{ measure: dev }], missing: [] });
  });

  it('says what is missing where rows or groups are few', () => {
    expect(planOf(grouped(400, 1), null, 1).missing.join()).toMatch(
      /all rows belong to one group, expected at least 5/,
    );
    expect(planOf(grouped(60, 20), null, 1).missing.join()).toMatch(
      /60 rows that differ, expected at least 100: label 40 more/,
    );
    expect(() => planOf(grouped(3, 3), null, 1)).toThrow(/3 rows are left to train on, expected at least 10/);
  });
});
