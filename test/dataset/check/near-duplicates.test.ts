import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearDuplicates, shingles } from '../../../src/dataset/check/near-duplicates.ts';

describe('nearDuplicates', () => {
  it('finds what brute force finds', () => {
    const word = fc.constantFrom(...'a b c d e f g h i j'.split(' '));
    const texts = fc.array(
      fc.array(word, { minLength: 8, maxLength: 14 }).map((words) => words.join(' ')),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, word, (all, extra) => {
        const sets = [...all, `${all[0]} ${extra}`].map(shingles);
        for (const { a, b, similarity } of nearDuplicates(sets, 0.6)) {
          const union = new Set([...sets[a]!, ...sets[b]!]);
          const common = sets[a]!.filter((value) => sets[b]!.includes(value)).length;
          expect(similarity).toBeCloseTo(common / union.size, 9);
        }
      }),
    );
  });
});
