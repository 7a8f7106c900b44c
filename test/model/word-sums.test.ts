import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contributions } from '../../src/model/explain.ts';
import { parseModel } from '../../src/model/format.ts';
import { forward, logitsOf } from '../../src/model/forward.ts';
import { encode, readHead } from '../../src/model/head.ts';
import { wordwiseForward } from '../../src/model/word-sums.ts';
import { readTerms } from '../../src/text/terms.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const head = readHead(model, 'toxicity');
const run = wordwiseForward(head);

it('gives what the plain forward pass gives, for any text, in any order', () => {
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
  const texts = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const input = encode('toxicity', { text, against: '' }, model.vocabulary);
      const plain = forward(head.network, input);
      const fast = run(readTerms(text, model.vocabulary), text);
      const [expected, actual] = [logitsOf(plain), logitsOf(fast.activations)];
      for (const [k, logit] of expected.entries()) expect(Math.abs((actual[k] as number) - logit)).toBeLessThan(1e-5);
      const slow = contributions(head, input, { activations: plain, probabilities: expected }, 4);
      const quick = fast.added(4);
      for (const [i, added] of slow.entries()) expect(Math.abs((quick[i] as number) - added)).toBeLessThan(1e-5);
    }),
    { numRuns: 300 },
  );
});
