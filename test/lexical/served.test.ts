import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels, plainKernels } from '../../src/kernels/kernels.ts';
import { contributions } from '../../src/lexical/explain.ts';
import { encode } from '../../src/lexical/features/encode.ts';
import { predict, readHead } from '../../src/lexical/head.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { wordwiseForward } from '../../src/lexical/network/served.ts';
import { TASKS } from '../../src/tasks.ts';
import { readTerms } from '../../src/text/terms.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const word = fc.constantFrom(
  'idiot',
  'IDIOOOOT',
  '1d10t',
  'i d i o t',
  'bridge',
  "don't",
  'f**k',
  '!!!',
  '#city',
  '3,000',
  '😀',
  'х',
);
const text = fc.oneof(
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary' }),
);
// Few others, so that what is kept of them is met again.
const examples = fc.record({ text, target: fc.oneof(fc.constantFrom('', 'the bridge', 'ban the city!'), text) });

describe.each([
  ['in WebAssembly', createKernels],
  ['in plain loops', () => plainKernels],
])('a forward pass by words, %s', (_, create) => {
  it.each(TASKS)('gives and explains what the plain one does, for any text, in any order: %s', (name) => {
    const head = readHead(model, name);
    const run = wordwiseForward(head, create);
    fc.assert(
      fc.property(examples, fc.nat(head.manifest.labels.length - 1), (example, label) => {
        const input = encode(name, example, model.vocabulary);
        const plain = predict(head, input);
        // Twice: what is kept of the other text gives what it gave when it was first read.
        for (let i = 0; i < 2; i++) {
          const fast = run(input);
          expectNear(fast.logits, plain.activations.logits);
          const [added, expected] = [fast.added(label), contributions(head, input, plain, label)];
          expectNear(Float32Array.of(sum(added)), Float32Array.of(sum(expected)));
          // Where a window stands twice, either may get the credit.
          if (!repeats(example.text)) expectNear(added, expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const sum = (numbers: Float32Array) => numbers.reduce((total, x) => total + x, 0);

/** Whether two windows of words of a text may be the same. */
function repeats(text: string): boolean {
  const forms = readTerms(text, model.vocabulary).words.map(({ form }) => form);
  return new Set(forms).size < forms.length;
}

function expectNear(actual: Float32Array, expected: Float32Array) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    const bound = 1e-6 * Math.max(4, Math.abs(value));
    expect(Math.abs((actual[i] as number) - value), `${actual[i]}, expected ${value}`).toBeLessThan(bound);
  }
}
