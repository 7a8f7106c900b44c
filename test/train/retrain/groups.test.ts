import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldsOf, groupsOf } from '../../../src/train/retrain/groups.ts';

const row = (text: string, group = '') => ({ text, group });

describe('groupsOf', () => {
  it('puts together what names the same group, what has the same text, and what belongs to either', () => {
    const rows = [row('a', 'one'), row('b', 'one'), row('b', 'two'), row('c', 'two'), row('d'), row('e'), row('d')];
    expect(groupsOf(rows)).toEqual([0, 0, 0, 0, 1, 2, 1]);
  });

  it('takes a long chain of rows that belong together', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) =>
      row(`text ${Math.floor(i / 2)}`, `g${Math.floor((i + 1) / 2)}`),
    );
    expect(new Set(groupsOf(rows)).size).toBe(1);
  });
});

describe('foldsOf', () => {
  it('keeps each group in one fold, and folds about as large as each other', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 60, maxLength: 300 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 5 }), (named, folds) => {
        const numbers = groupsOf(named.map((group, i) => row(`${i}`, `${group}`)));
        const found = foldsOf(numbers, folds, 1);
        const foldOf = new Map<number, number>();
        for (const [i, group] of numbers.entries()) {
          expect(foldOf.get(group) ?? found[i]).toBe(found[i]);
          foldOf.set(group, found[i]!);
        }
        const sizes = Array.from({ length: folds }, (_, fold) => found.filter((f) => f === fold).length);
        const largest = Math.max(...[...new Set(numbers)].map((group) => numbers.filter((g) => g === group).length));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
      }),
    );
  });
});
