import { expect, it } from 'vitest';
import type { Example } from '../../../src/dataset/rows/examples.ts';
import { obfuscatedCopies } from '../../../src/train/lexical/obfuscate.ts';

const example = (toxicity: number): Example => ({
  text: 'what an awkward person he is, and so terribly stubborn about everything',
  target: '',
  labels: [toxicity],
  weight: 1,
  source: 'made-up',
  group: '',
  groups: [],
  spans: null,
});

it('copies a share of the toxic examples, a third of that of the others, and keeps their labels', () => {
  const examples = Array.from({ length: 2000 }, (_, i) => example(i % 2));
  const copies = obfuscatedCopies(examples, 0.6, 1);
  const toxic = copies.filter(({ labels }) => labels[0] === 1).length;
  expect(toxic / 1000).toBeCloseTo(0.6, 1);
  expect((copies.length - toxic) / 1000).toBeCloseTo(0.2, 1);
  expect(copies).toEqual(obfuscatedCopies(examples, 0.6, 1));
});

it('changes longer words only', () => {
  for (const { text } of obfuscatedCopies([example(1)], 1, 2)) {
    expect(text).toMatch(/^\S+ an .* he is, and so /);
    expect(text).not.toBe(example(1).text);
  }
});
