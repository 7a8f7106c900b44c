import { describe, expect, it } from 'vitest';
import { weigh } from '../../src/label/candidates.ts';
import { isMeasured } from '../../src/label/items.ts';
import type { ClassifyInput } from '../../src/schemas.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { item, reply } from '../fixtures/label.ts';

const counting = () => {
  const asked: ClassifyInput[] = [];
  const classify = (input: ClassifyInput) => {
    asked.push(input);
    return stubClassifier.classify(input);
  };
  return { classify, asked };
};

describe('what is known of comments before anybody labels them', () => {
  it('is how toxic they seem, and how unsure the answer to each question that is asked', () => {
    const items = [item('You clowns.'), reply('Well, well.', 'A bridge.')];
    const [words, sentences] = [counting(), counting()];
    const [one, two] = weigh(items, { words, sentences, ask: ['toxicity', 'reply'], seed: 1 });
    expect(one!.toxic).toBeCloseTo(0.92, 10);
    expect(Object.keys(one!.doubts)).toEqual(['toxicity']);
    expect(Object.keys(two!.doubts)).toEqual(['toxicity', 'reply']);
    // Entropy of 0.92 in bits; both scorers say the same here, so that nothing is added.
    expect(one!.doubts.toxicity).toBeCloseTo(-(0.92 * Math.log2(0.92) + 0.08 * Math.log2(0.08)), 10);
  });

  it('grows by how far the scorers are apart', () => {
    const other = { classify: () => stubClassifier.classify({ text: 'clowns' }) };
    const items = Array.from({ length: 20 }, (_, i) => item(`A bridge ${i}.`)).filter((one) => !isMeasured(one));
    const [one] = weigh(items, { words: stubClassifier, sentences: other, ask: ['toxicity'], seed: 1 });
    const entropy = (p: number) => -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
    expect(one!.doubts.toxicity).toBeCloseTo((entropy(0.02) + entropy(0.92)) / 2 + 0.9, 10);
    expect(one!.toxic).toBeCloseTo(0.47, 10);
  });

  it('takes a bounded number of looks, however many comments there are', () => {
    const items = Array.from({ length: 12_000 }, (_, i) => reply(`Comment ${i}, you clowns.`, 'Above.'));
    const [words, sentences] = [counting(), counting()];
    const known = weigh(items, { words, sentences, ask: ['toxicity', 'stance', 'reply'], seed: 1 });
    expect(words.asked).toHaveLength(10_000);
    expect(sentences.asked).toHaveLength(800);
    expect(known.filter(({ toxic }) => toxic === null)).toHaveLength(2000);
  });

  it('is told by words alone where there is no encoder', () => {
    expect(
      weigh([item('You clowns.')], { words: stubClassifier, sentences: null, ask: ['toxicity'], seed: 1 }),
    ).toMatchObject([{ toxic: 0.92 }]);
  });
});
