import { expect, it } from 'vitest';
import { readText } from '../../../src/lexical/features/read-text.ts';
import { encodeStance } from '../../../src/lexical/features/stance.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'close', 'road']);
const read = (text: string) => readText(text, vocabulary);
/** Of each form of a pair its numbers, which stand last. */
function byForm(text: string, target: string): number[][] {
  const { dense } = encodeStance(read(text), read(target));
  const width = vocabulary.dimensions + 8;
  return [0, 1, 2, 3].map((form) => [
    ...dense.subarray(dense.length - (4 - form) * width, dense.length - (3 - form) * width || undefined),
  ]);
}

it.each([
  ['a remark on a topic', 'close the road', 'the bridge', 0],
  ['a remark on a claim', 'close the road', 'the city should close the bridge', 1],
  ['a comment on a topic', 'close the road '.repeat(20), 'the bridge', 2],
  ['a comment on a claim', 'close the road '.repeat(20), 'the city should close the bridge', 3],
])('says of %s how related it is, where its form stands', (_, text, target, form) => {
  const found = byForm(text, target);
  expect(found[form]?.some((x) => x !== 0)).toBe(true);
  expect(found.filter((numbers, k) => k !== form && numbers.some((x) => x !== 0))).toEqual([]);
});

it('mirrors what it reads of a negated target, which has rows of its own as a claim', () => {
  const [plain, negated, topic] = ['the city should keep the bridge', 'the city should close the bridge', 'a ban'].map(
    (target) => encodeStance(read('close the road'), read(target)),
  );
  expect([plain?.mirrored, negated?.mirrored, topic?.mirrored]).toEqual([false, true, true]);
  expect(new Set([plain, negated, topic].map((input) => input?.pools[1]?.salt)).size).toBe(3);
});

it('gives each form the rows of its own for the same words', () => {
  const salts = ['the bridge', 'the city should close the bridge'].map((target) =>
    encodeStance(read('close the road'), read(target)).pools.map(({ salt }) => salt),
  );
  expect(salts[0]?.[0]).toBe(salts[1]?.[0]);
  expect(salts[0]?.[1]).not.toBe(salts[1]?.[1]);
});
