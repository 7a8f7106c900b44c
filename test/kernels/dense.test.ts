import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byBoth, draws, expectNear, expectSame, holding, SETS } from '../fixtures/kernels.ts';

describe.each(SETS)('dense, by hand, %s', (_, create) => {
  const kernels = create();
  const { floats } = holding(kernels);
  const weights = floats(...[9, 9, 9, 9], ...[1, 2, 3, 4], ...[10, 20, 30, 40], ...[0.5, 0, -1, -2]);

  it('gemv adds a vector times the matrix', () => {
    const out = floats(100, 0, 0, 0);
    kernels.gemv(floats(1, -1, 2), 3, 0.5, weights, 1, 4, out);
    expect([...out]).toEqual([100 + (1 - 10 + 1) / 2, (2 - 20) / 2, (3 - 30 - 2) / 2, (4 - 40 - 4) / 2]);
  });

  it('gemv adds nothing of no inputs', () => {
    const out = floats(1, 2, 3, 4);
    kernels.gemv(floats(1), 0, 1, weights, 0, 4, out);
    expect([...out]).toEqual([1, 2, 3, 4]);
  });

  it('gemvT writes the matrix times a vector', () => {
    const out = floats(7, 7, 7, 7);
    kernels.gemvT(weights, 1, 3, 4, 2, floats(1, 0, 0, -1), out);
    expect([...out]).toEqual([2 * (1 - 4), 2 * (10 - 40), 2 * (0.5 + 2), 7]);
  });
});

const shape = fc.record({
  first: fc.nat(3),
  count: fc.nat(40),
  outputs: fc.integer({ min: 1, max: 16 }).map((quarters) => 4 * quarters),
  /** Inputs are zero in stretches, as pools without rows are. */
  zeros: fc.constantFrom(0, 0.5, 1),
});

describe('dense, in WebAssembly and in TypeScript', () => {
  it.each(['integers', 'reals'] as const)('gemv adds the same: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), ({ first, count, outputs, zeros }, drawing) => {
        const { expected, actual, told } = byBoth(drawing, (kernels, draw) => {
          const stretches = Array.from({ length: 10 }, () => draw.below(100) < 100 * zeros);
          const x = kernels.filled(count, (i) => (stretches[i >> 2] ? 0 : draw.number()));
          const weights = kernels.filled((first + count) * outputs, draw.number);
          const out = kernels.filled(outputs, draw.number);
          const factor = draw.number();
          const magnitudes = Array.from(out, (y, o) =>
            x.reduce(
              (sum, value, i) => sum + Math.abs(factor * value * weights[(first + i) * outputs + o]!),
              Math.abs(y),
            ),
          );
          kernels.gemv(x, count, factor, weights, first, outputs, out);
          return [out, magnitudes];
        });
        if (numbers === 'integers') expectSame(actual, expected);
        else expectNear(actual, expected, count, told);
      }),
    );
  });

  it.each(['integers', 'reals'] as const)('gemvT writes the same: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), ({ first, count, outputs }, drawing) => {
        const { expected, actual, told } = byBoth(drawing, (kernels, draw) => {
          const weights = kernels.filled((first + count) * outputs, draw.number);
          const gradient = kernels.filled(outputs, draw.number);
          const out = kernels.filled(count, draw.number);
          const factor = draw.number();
          const magnitudes = Array.from(out, (_, i) =>
            gradient.reduce((sum, y, o) => sum + Math.abs(factor * y * weights[(first + i) * outputs + o]!), 0),
          );
          kernels.gemvT(weights, first, count, outputs, factor, gradient, out);
          return [out, magnitudes];
        });
        if (numbers === 'integers') expectSame(actual, expected);
        else expectNear(actual, expected, outputs, told);
      }),
    );
  });
});
