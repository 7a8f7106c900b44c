import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/dataset/random.ts';
import { MISSPELLINGS, misspell } from '../../../src/dataset/templates/misspell.ts';

const ways = (words: string) =>
  Array.from({ length: MISSPELLINGS }, (_, which) => misspell(words, which, seededRandom(which)));

it('spells words in as many ways, keeping their first letter', () => {
  const spelt = ways('zero hats');
  expect(new Set(spelt).size).toBe(MISSPELLINGS);
  for (const words of spelt) expect(words[0]).toBe('z');
  expect(spelt).toContain('z e r o h a t s');
  expect(spelt).toContain('z3r0 h475');
  expect(spelt).toContain('zerohats');
});

it('leaves a word alone that is too short for a way', () => {
  expect(ways('wry').filter((words) => words === 'wry').length).toBeGreaterThanOrEqual(4);
});
