import { describe, expect, it } from 'vitest';
import { type Batch, classifyBatch } from '../../src/cli/classify-batch.ts';
import { BelowTheLineError } from '../../src/errors.ts';
import { stubClassifier } from '../fixtures/classifier.ts';

const batchOf = (texts: readonly string[]): Batch => ({
  bytes: Buffer.from(texts.map((text) => `${JSON.stringify({ text })}\n`).join('')),
  skip: 0,
  lastWritten: null,
  reading: { form: 'lines', fields: {} },
});
const failing = (error: Error) => ({
  ...stubClassifier,
  classify: (input: { readonly text: string }) => {
    if (input.text === 'b') throw error;
    return stubClassifier.classify(input);
  },
});
const textsOf = (output: Uint8Array) =>
  Buffer.from(output)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).text);

describe('what one comment throws', () => {
  it.each([
    new RangeError('Maximum call stack size exceeded'),
    new BelowTheLineError('too-large', 'Maximum call stack size exceeded'),
  ])('is said of its line, and loses no other: %s', (error) => {
    const result = classifyBatch(failing(error), batchOf(['a', 'b', 'c']));
    expect(textsOf(result.output)).toEqual(['a', 'c']);
    expect(result.problems).toEqual([{ line: 2, message: 'cannot be classified: Maximum call stack size exceeded' }]);
    expect(result.bad).toBe(1);
  });

  it('ends everything where the model itself cannot be read', () => {
    const error = new BelowTheLineError('file', 'cannot read weights.bin');
    expect(() => classifyBatch(failing(error), batchOf(['a', 'b', 'c']))).toThrow(error);
  });
});
