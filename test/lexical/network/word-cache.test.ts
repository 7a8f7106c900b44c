import { expect, it } from 'vitest';
import { createWordCache } from '../../../src/lexical/network/word-cache.ts';
import { MAX_WORDS } from '../../../src/text/lexicon.ts';
import { readTerms } from '../../../src/text/terms.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'idiot', 'not']);
const text = (from: number, words: number) =>
  Array.from({ length: words }, (_, i) => `w${'x'.repeat((from + i) % 7)}${from + i}`).join(' ');

it('gives every token the row of its word, however many words came before, and room behind', () => {
  let filled = 0;
  const { rows, spare, locate } = createWordCache(2, ({ form }, all, at) => {
    filled++;
    all[at] = form.length;
    all[at + 1] = form.charCodeAt(form.length - 1);
  });
  for (let from = 0; from < MAX_WORDS + 5000; from += 1500) {
    for (const words of [1500, 3]) {
      const terms = readTerms(text(from, words), vocabulary);
      const offsets = new Int32Array(terms.length);
      locate(terms, offsets);
      for (const [i, { form }] of terms.words.entries()) {
        const at = offsets[i]!;
        expect([rows[at], rows[at + 1]]).toEqual([form.length, form.charCodeAt(form.length - 1)]);
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThan(spare);
      }
      expect([rows[0], rows[1]]).toEqual([0, 0]);
      expect(rows.length).toBeGreaterThanOrEqual(spare + 2 * terms.length);
    }
  }
  // Each word once, but for those met again after all were forgotten.
  expect(filled).toBeLessThan(MAX_WORDS + 8000);
});
