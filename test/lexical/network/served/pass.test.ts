import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels, plainKernels } from '../../../../src/kernels/kernels.ts';
import { encode, encodeTexts } from '../../../../src/lexical/features/encode.ts';
import { readText } from '../../../../src/lexical/features/read-text.ts';
import { readHead } from '../../../../src/lexical/head.ts';
import { parseModel } from '../../../../src/lexical/model.ts';
import { createForward } from '../../../../src/lexical/network/reference/forward.ts';
import { createServedPass } from '../../../../src/lexical/network/served/pass.ts';
import { TASKS } from '../../../../src/tasks.ts';
import { readTerms } from '../../../../src/text/terms.ts';
import { tinyModel } from '../../../fixtures/model.ts';
import { contributions } from '../../../fixtures/reference.ts';

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
])('the served pass, %s', (_, create) => {
  it.each(TASKS)('gives and explains what the reference pass does, for any text, in any order: %s', (name) => {
    const { network, shape, manifest } = readHead(model, name);
    const { scale } = manifest.calibration;
    const forward = createForward(network);
    const run = createServedPass(network, shape, scale, create);
    fc.assert(
      fc.property(examples, fc.nat(manifest.labels.length - 1), (example, label) => {
        const input = encode(name, example, model.vocabulary);
        const activations = forward(input);
        // Twice: what is kept of the other text gives what it gave when it was first read.
        for (let i = 0; i < 2; i++) {
          const fast = run(input);
          expectNear(fast.logits, activations.logits);
          const added = fast.contributions(label);
          const expected = contributions(network, scale, input, activations, label);
          expectNear(Float32Array.of(sum(added)), Float32Array.of(sum(expected)));
          // Where a window stands twice, either may get the credit.
          if (!repeats(example.text)) expectNear(added, expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes one text for both of a pair', () => {
    const { network, shape, manifest } = readHead(model, 'reply');
    const both = readText('close the bridge', model.vocabulary);
    const input = encodeTexts('reply', both, both);
    const run = createServedPass(network, shape, manifest.calibration.scale, create);
    expectNear(run(input).logits, createForward(network)(input).logits);
  });

  it('leaves what it gave as it is, and explains no pass but the last', () => {
    const { network, shape, manifest } = readHead(model, 'stance');
    const run = createServedPass(network, shape, manifest.calibration.scale, create);
    const inputs = ['close the bridge', 'I love this city'].map((text) =>
      encode('stance', { text, target: 'the bridge' }, model.vocabulary),
    );
    const first = run(inputs[0]!);
    const given = [first.logits, first.contributions(0)];
    const copies = given.map((numbers) => numbers.slice());
    first.contributions(1);
    run(inputs[1]!).contributions(0);
    expect(given).toEqual(copies);
    expect(() => first.contributions(0)).toThrow(/another one has overwritten/);
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
    expect(Math.abs(actual[i]! - value), `${actual[i]}, expected ${value}`).toBeLessThan(bound);
  }
}
