import { describe, expect, it } from 'vitest';
import { expandTemplates, SPLITS } from '../../../src/dataset/index.ts';
import { FEW_FILLERS, template } from '../fixtures.ts';

const words = Array.from({ length: 12 }, (_, i) => `word${i}`);
const fillers = { ...FEW_FILLERS, words: { ...FEW_FILLERS.words, many: words } };
const templates = SPLITS.flatMap((split) => [
  template(`In ${split} there is {many}.`, 1, { split }),
  template(`{Group.plural} of ${split} are {good}.`, 0, { split }),
]);
const expand = (holdOutWords: boolean) =>
  expandTemplates(templates, fillers, { seed: 1, perTemplate: 12, holdOutWords, source: 'mine' });
const wordsOf = (rows: readonly { readonly text: string }[]) =>
  new Set(rows.flatMap(({ text }) => /word\d+/.exec(text) ?? []));

describe('expandTemplates that holds words out', () => {
  it('lets no word of a list stand in two splits, and every word in one', () => {
    const rows = expand(true);
    const parts = SPLITS.map((split) => wordsOf(rows[split]));
    expect(parts.map(({ size }) => size)).toEqual([8, 2, 2]);
    expect(new Set(parts.flatMap((part) => [...part])).size).toBe(12);
  });

  it('lets groups and the words of short lists stand in all of them', () => {
    const rows = expand(true);
    for (const split of SPLITS) {
      expect(rows[split].some(({ text }) => text.includes('kind'))).toBe(true);
      expect(new Set(rows[split].flatMap(({ groups }) => groups ?? []))).toEqual(new Set(['irish', 'dutch']));
    }
  });

  it('uses every word everywhere where it is not asked for', () => {
    const rows = expand(false);
    expect(SPLITS.map((split) => wordsOf(rows[split]).size)).toEqual([12, 12, 12]);
    expect(rows.train[0]?.source).toBe('mine');
  });

  it('names the template that no word is left for', () => {
    const [one] = words;
    const few = { ...fillers, words: { ...fillers.words, many: [one!, ...Array(11).fill({ plural: 'others' })] } };
    expect(() => expandTemplates(templates, few, { seed: 1, perTemplate: 1, holdOutWords: true })).toThrow(
      /template In dev there is \{many\}\.: no word is left for \{many\} in dev/,
    );
  });
});
