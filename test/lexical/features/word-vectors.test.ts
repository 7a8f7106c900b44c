import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels, plainKernels } from '../../../src/kernels/kernels.ts';
import { serveWordVectors, sideBySide } from '../../../src/lexical/features/word-vectors.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'not', 'do', 'road', 'car']);
const { dimensions, values, scales, idf } = vocabulary;
const number = (row: number, d: number) => (scales[row] as number) * (values[row * dimensions + d] as number);
const rows = fc.array(fc.nat(idf.length - 1), { maxLength: 400 });

describe.each([
  ['WebAssembly', createKernels],
  ['plain loops', () => plainKernels],
])('word vectors by %s', (_, create) => {
  const vectors = serveWordVectors(vocabulary, create);

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
    const columns = [3, 8].map((count) =>
      sideBySide(
        Array.from({ length: count }, (_, c) =>
          Float32Array.from({ length: dimensions }, (_, d) => Math.sin(count * d + c)),
        ),
      ),
    );
    for (const matrix of [...columns, ...columns]) {
      const products = [7];
      vectors.pushProducts(2, matrix, products);
      expect(products).toHaveLength(1 + matrix.count);
      for (let c = 0; c < matrix.count; c++) {
        let product = 0;
        for (let d = 0; d < dimensions; d++) product += number(2, d) * Math.sin(matrix.count * d + c);
        expect(products[1 + c]).toBeCloseTo(product, 4);
      }
    }
  });

  it('gives one as it is', () => {
    expect([...vectors.of(2)]).toEqual(Array.from({ length: dimensions }, (_, d) => Math.fround(number(2, d))));
  });
});
