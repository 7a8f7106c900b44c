import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels, plainKernels } from '../../src/kernels/kernels.ts';
import { serveVectors } from '../../src/lexical/features/vectors.ts';
import { tinyVocabulary } from '../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'not', 'do', 'road', 'car']);
const { dimensions, values, scales, idf } = vocabulary;
const number = (row: number, d: number) => (scales[row] as number) * (values[row * dimensions + d] as number);
const rows = fc.array(fc.nat(idf.length - 1), { maxLength: 400 });

describe.each([
  ['WebAssembly', createKernels],
  ['plain loops', () => plainKernels],
])('word vectors by %s', (_, create) => {
  const vectors = serveVectors(vocabulary, create);

  it('sums them by their idf, however many', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const found = vectors.sum(Int32Array.from(some));
        for (let d = 0; d < dimensions; d++) {
          const sum = some.reduce((total, row) => total + (idf[row] as number) * number(row, d), 0);
          expect(found[d]).toBeCloseTo(sum, 3);
        }
      }),
    );
  });

  it('multiplies one by columns, whichever were asked before', () => {
    const columns = [4, 8].map((count) => ({
      columns: count,
      values: Float32Array.from({ length: count * dimensions }, (_, i) => Math.sin(i + count)),
    }));
    for (const matrix of [...columns, ...columns]) {
      const found = vectors.times(2, matrix);
      for (let c = 0; c < matrix.columns; c++) {
        let product = 0;
        for (let d = 0; d < dimensions; d++)
          product += number(2, d) * (matrix.values[d * matrix.columns + c] as number);
        expect(found[c]).toBeCloseTo(product, 4);
      }
    }
  });
});
