import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byBoth, type Draw, draws, expectNear, expectSame, type Guarded, holding, SETS } from '../fixtures/kernels.ts';

describe.each(SETS)('convolution, by hand, %s', (_, create) => {
  const kernels = create();
  const { floats, ints } = holding(kernels);

  it('addTokenFeatures gives tokens with features a row of their own', () => {
    // Two words, each behind four numbers; room for four rows.
    const rows = floats(...[9, 9, 9, 9, 1, 2, 3, 4], ...[9, 9, 9, 9, 10, 20, 30, 40], ...new Array<number>(20).fill(5));
    const offsets = ints(8, 0, 8, 8);
    const placed = ints(0, 0, 0, 0);
    const weights = floats(...[1, 1, 1, 1], ...[0, 1, 0, -1]);
    kernels.addTokenFeatures(
      rows,
      4,
      offsets,
      placed,
      4,
      floats(...[0, 0], ...[2, 0], ...[1, 3], ...[0, -0]),
      weights,
      4,
      16,
    );
    expect([...placed]).toEqual([8, 16, 20, 8]);
    expect([...rows.subarray(16)]).toEqual([5, 5, 5, 5, 3, 4, 5, 6, 11, 24, 31, 38, ...new Array(8).fill(5)]);
    expect([...rows.subarray(0, 8)]).toEqual([9, 9, 9, 9, 1, 2, 3, 4]);
  });

  it('addTokenFeatures without features leaves every token where its word is', () => {
    const placed = ints(7, 7);
    kernels.addTokenFeatures(floats(1, 2, 3, 4), 0, ints(0, 0), placed, 2, floats(), floats(), 4, 4);
    expect([...placed]).toEqual([0, 0]);
  });

  // Three words by three places by four filters: the first filter reads what stands before, the second the word itself,
  // the third what stands behind, the fourth all.
  const place = (word: number) => [...[word, 0, 0, word], ...[0, word, 0, word], ...[0, 0, word, word]];
  const rows = floats(...place(1), ...place(5), ...place(-2));
  const windows = (tokens: number[], bias: number[], from = [0, 0, 0, 0]) => {
    const [values, middles] = [floats(...from), ints(-1, -1, -1, -1)];
    const offsets = ints(...tokens.map((word) => 12 * word));
    kernels.maxOverTime(rows, 0, offsets, tokens.length, 3, floats(...bias), values, middles);
    return { values: [...values], middles: [...middles] };
  };

  it('maxOverTime finds the strongest window of each filter', () => {
    expect(windows([0, 1, 0], [0, 0, 0, 0])).toEqual({ values: [5, 5, 5, 7], middles: [2, 1, 0, 1] });
    expect(windows([0, 1, 0], [-1, -4, -6, 0.5])).toEqual({ values: [4, 1, 0, 7.5], middles: [2, 1, -1, 1] });
  });

  it('maxOverTime keeps the first of equal windows, and what nothing exceeds', () => {
    expect(windows([1, 1, 1], [0, 0, 0, 0], [5, 0, 0, 100])).toEqual({
      values: [5, 5, 5, 100],
      middles: [-1, 0, 0, -1],
    });
  });

  it('maxOverTime reads one token, and none', () => {
    expect(windows([1], [0, 0, 0, 0])).toEqual({ values: [0, 5, 0, 5], middles: [-1, 0, -1, 0] });
    expect(windows([], [1, 1, 1, 1])).toEqual({ values: [0, 0, 0, 0], middles: [-1, -1, -1, -1] });
  });
});

const shape = fc.record({
  words: fc.integer({ min: 1, max: 4 }),
  tokens: fc.nat(30),
  perToken: fc.nat(3),
  /** Of filters, or of columns of features. */
  quarters: fc.integer({ min: 1, max: 6 }),
  // Wider than the text, too.
  half: fc.nat(4),
});
type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;

/** The rows of words, each behind numbers that are not read, with room for as many more as there are tokens. */
function drawRows(kernels: Guarded, { words, tokens }: Shape, columns: number, draw: Draw) {
  const at = 4 * draw.below(3);
  const stride = at + columns;
  const scratch = words * stride;
  const rows = kernels.filled(scratch + at + tokens * columns, (i) => (i < scratch ? draw.number() : Number.NaN));
  const offsets = kernels.filledInts(tokens, () => draw.below(words) * stride);
  return { at, rows, offsets, scratch };
}

describe('convolution, in WebAssembly and in TypeScript', () => {
  it.each(['integers', 'reals'] as const)('addTokenFeatures writes the same rows: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), (shape, drawing) => {
        const { tokens, perToken } = shape;
        const columns = 4 * shape.quarters;
        const { expected, actual, told, toldByWasm } = byBoth(drawing, (kernels, draw) => {
          const { at, rows, offsets, scratch } = drawRows(kernels, shape, columns, draw);
          const placed = kernels.ints(tokens);
          const features = kernels.filled(tokens * perToken, () => (draw.below(3) === 0 ? draw.number() : 0));
          const weights = kernels.filled(perToken * columns, draw.number);
          const before = rows.slice();
          kernels.addTokenFeatures(rows, at, offsets, placed, tokens, features, weights, columns, scratch);
          const magnitudes = before.map(Math.abs);
          for (let t = 0; t < tokens; t++) {
            const own = features.subarray(t * perToken, (t + 1) * perToken);
            for (let c = 0; c < columns && placed[t] !== offsets[t]; c++) {
              magnitudes[placed[t]! + at + c] = own.reduce(
                (sum, feature, e) => sum + Math.abs(feature * weights[e * columns + c]!),
                Math.abs(before[offsets[t]! + at + c]!),
              );
            }
          }
          return [rows, { placed: [...placed], magnitudes }];
        });
        expect(toldByWasm.placed).toEqual(told.placed);
        const written = told.magnitudes.map((x) => (Number.isNaN(x) ? 0 : 1));
        for (const side of [actual, expected]) expect(side.map((x) => (Number.isNaN(x) ? 0 : 1))).toEqual(written);
        const numbersOf = (array: Float32Array) => array.filter((_, i) => written[i] === 1);
        if (numbers === 'integers') expectSame(numbersOf(actual), numbersOf(expected));
        else expectNear(numbersOf(actual), numbersOf(expected), perToken, numbersOf(told.magnitudes));
      }),
    );
  });

  it.each(['integers', 'reals'] as const)('maxOverTime finds the same windows: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), (shape, drawing) => {
        const filters = 4 * shape.quarters;
        const width = 2 * shape.half + 1;
        const { expected, actual, told, toldByWasm } = byBoth(drawing, (kernels, draw) => {
          const { at, rows, offsets } = drawRows(kernels, shape, width * filters, draw);
          const bias = kernels.filled(filters, draw.number);
          const values = kernels.filled(filters, draw.number);
          const middles = kernels.filledInts(filters, () => -1);
          const before = values.slice();
          kernels.maxOverTime(rows, at, offsets, shape.tokens, width, bias, values, middles);
          /** The numbers that the window of a filter around a token sums up. */
          const windowOf = (f: number, t: number) =>
            Array.from({ length: width }, (_, p) => [t + p - shape.half, p] as const)
              .filter(([token]) => token >= 0 && token < shape.tokens)
              .map(([token, p]) => rows[offsets[token]! + at + p * filters + f]!)
              .concat(bias[f]!);
          return [values, { middles: [...middles], before, windowOf }];
        });
        const { before, windowOf } = told;
        const magnitudes = before.map((x, f) => {
          const all = Array.from({ length: shape.tokens }, (_, t) =>
            windowOf(f, t).reduce((sum, y) => sum + Math.abs(y), 0),
          );
          return Math.max(Math.abs(x), ...all);
        });
        if (numbers === 'integers') {
          expectSame(actual, expected);
          expect(toldByWasm.middles).toEqual(told.middles);
        } else expectNear(actual, expected, width, magnitudes);
        // Near ties may go to either: the window that is named has the value that is given.
        for (const [values, middles] of [
          [expected, told.middles],
          [actual, toldByWasm.middles],
        ] as const) {
          const named = values.map((_, f) =>
            middles[f] === -1 ? before[f]! : windowOf(f, middles[f]!).reduce((sum, y) => sum + y, 0),
          );
          expectNear(values, named, width, magnitudes);
        }
      }),
    );
  });
});
