import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTexts, INPUT_SHAPES } from '../../../src/lexical/features/encode.ts';
import { readText } from '../../../src/lexical/features/read-text.ts';
import { denseLength } from '../../../src/lexical/features/shape.ts';
import { TASKS } from '../../../src/tasks.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'close', 'road']);
const word = fc.constantFrom('close', 'the', 'bridge', 'city', 'should', 'not', 'IDIOT', "don't", '?', '😀', '7');
const text = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary' }),
);

describe.each(TASKS)('what the %s head reads', (task) => {
  const shape = INPUT_SHAPES[task];

  it('has the shape that is declared, for any texts', () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        const comment = readText(first, vocabulary);
        const target = readText(second, vocabulary);
        const { pools, vectors, dense, sequences } = encodeTexts(task, comment, target);
        const terms = { comment: comment.terms, target: target.terms };
        expect(pools.map((pool) => [pool.terms === terms.comment, pool.part])).toEqual(
          shape.pools.map((pool) => [pool.text === 'comment', pool.part]),
        );
        for (const [p, pool] of pools.entries()) {
          expect(shape.pools[p]?.salts).toContain(pool.salt);
          let done = 0;
          for (const [from, to] of pool.ranges) {
            expect(from).toBeGreaterThanOrEqual(done);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(to).toBeLessThanOrEqual(pool.terms.length);
            done = to;
          }
        }
        expect(vectors).toBe(terms.comment);
        expect(dense).toHaveLength(denseLength(shape, vocabulary.dimensions));
        expect(dense.every(Number.isFinite)).toBe(true);
        expect(sequences.map((sequence) => sequence.terms === terms.comment)).toEqual(
          shape.sequences.map((role) => role === 'comment'),
        );
        for (const { terms, signals } of sequences) expect(signals).toHaveLength(terms.length * shape.signals);
      }),
    );
  });
});

it('takes two texts for a pair', () => {
  const comment = readText('close the bridge', vocabulary);
  expect(() => encodeTexts('stance', comment, null)).toThrow(/stance compares a comment with another text, got none/);
});
