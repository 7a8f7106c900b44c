import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../src/dataset/check/agreement.ts';

describe('agreementOf', () => {
  it('is 1 for the same labels and about 0 for labels that have nothing to do with each other', () => {
    expect(
      agreementOf([
        ['a', 'a'],
        ['b', 'b'],
      ]).alpha,
    ).toBe(1);
    const chance = Array.from({ length: 400 }, (_, i): [string, string] => [i % 2 ? 'a' : 'b', i % 4 < 2 ? 'a' : 'b']);
    expect(agreementOf(chance).alpha).toBeCloseTo(0, 1);
  });

  it('is what Krippendorff computes for his binary example of two observers', () => {
    // Krippendorff 2011, section A: ten units, alpha 0.095.
    const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    const pairs = first.map((label, i): [string, string] => [String(label), String(second[i])]);
    expect(agreementOf(pairs).alpha).toBeCloseTo(0.095, 3);
  });

  it('is not defined where only one label occurs', () => {
    expect(agreementOf([['a', 'a']]).alpha).toBeNaN();
  });
});
