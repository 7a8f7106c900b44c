import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherSumInt8InParts, PART_ROWS } from '../../src/kernels/gather.ts';
import { packTable } from '../../src/kernels/packed-table.ts';
import { byBoth, type Draw, draws, expectNear, expectSame, type Guarded, holding, SETS } from '../fixtures/kernels.ts';

describe.each(SETS)('gather, by hand, %s', (_, create) => {
  const kernels = create();
  const { floats, ints } = holding(kernels);
  // Rows of four numbers behind four others.
  const rows = floats(...[9, 9, 9, 9, 1, 2, 3, 4], ...[9, 9, 9, 9, 10, 20, 30, 40], ...[9, 9, 9, 9, 0.5, 0, -1, -2]);
  const offsets = ints(8, 0, 16, 8);
  const table = packTable(
    { dimensions: 3, values: Int8Array.of(1, 2, 3, -128, 127, 0), scales: Float32Array.of(2, 0.5) },
    kernels,
  );

  it('gatherSum adds the rows of tokens 1 to 3', () => {
    const out = floats(100, 0, 0, 0);
    kernels.gatherSum(rows, 4, 4, offsets, 1, 3, out);
    expect([...out]).toEqual([101.5, 2, 2, 2]);
  });

  it('gatherDot adds the product of each', () => {
    const out = floats(7, 7, 7, 7);
    kernels.gatherDot(rows, 4, 4, offsets, 1, 3, floats(1, 0, -1, 2), out);
    expect([...out]).toEqual([7, 7 + 6, 7 - 2.5, 7]);
  });

  it('gatherSumInt8 adds rows of bytes, each times its scale', () => {
    const out = floats(0, 0, 0, 1);
    kernels.gatherSumInt8(table, ints(1, 0, 1, 0), 1, 3, out);
    expect([...out]).toEqual([2 - 64, 4 + 63.5, 6, 1]);
  });

  it('gatherDotInt8 writes the product of each', () => {
    const out = floats(7, 7, 7);
    kernels.gatherDotInt8(table, ints(1, 0), 2, floats(1, 10, 100, 1000), out);
    expect([...out]).toEqual([571, 642, 7]);
  });

  it('gatherSumInt8InParts adds a row however often', () => {
    const out = floats(0, 0, 0, 0);
    const count = 3 * PART_ROWS + 1;
    gatherSumInt8InParts(kernels, table, ints(...new Array(count).fill(0)), count, floats(0, 0, 0, 0), out);
    expect([...out]).toEqual([2 * count, 4 * count, 6 * count, 0]);
  });

  it('packs a table: the scale, the row, zeros', () => {
    expect(table.width).toBe(4);
    expect([...table.bytes.subarray(4, 8), ...table.bytes.subarray(12, 16)]).toEqual([1, 2, 3, 0, -128, 127, 0, 0]);
    expect([...table.scales.filter((_, i) => i % 2 === 0)]).toEqual([2, 0.5]);
  });
});

it('packs no table of floats', () => {
  expect(() =>
    packTable(
      { dimensions: 4, values: new Float32Array(4), scales: null },
      { bytes: (length) => new Int8Array(length) },
    ),
  ).toThrow('int8');
});

const shape = fc.record({
  width: fc.integer({ min: 1, max: 10 }).map((quarters) => 4 * quarters),
  count: fc.integer({ min: 1, max: 5 }),
  tokens: fc.nat(300),
  from: fc.nat(20),
  left: fc.nat(20),
});
type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;

/** Tokens `from` to `to` of those that there are: all of them, some, none. */
const rangeOf = ({ tokens, from, left }: Shape) => {
  const first = Math.min(from, tokens);
  return [first, Math.max(first, tokens - left)] as const;
};

/** Rows of floats, each behind numbers that are not read. */
function drawRows(kernels: Guarded, { width, count, tokens }: Shape, draw: Draw) {
  const at = 4 * draw.below(3);
  const rows = kernels.filled(count * (at + width), draw.number);
  const offsets = kernels.filledInts(tokens, () => draw.below(count) * (at + width));
  return { at, rows, offsets };
}

function drawTable(kernels: Guarded, { width, count, tokens }: Shape, draw: Draw) {
  const dimensions = width - draw.below(4);
  const values = Int8Array.from({ length: count * dimensions }, () => draw.below(256) - 128);
  const table = packTable({ dimensions, values, scales: Float32Array.from({ length: count }, draw.number) }, kernels);
  return { table, ids: kernels.filledInts(tokens, () => draw.below(count)) };
}

describe('gather, in WebAssembly and in TypeScript', () => {
  it('gatherSum adds the same, to the bit', () => {
    fc.assert(
      fc.property(shape, draws('reals'), (shape, drawing) => {
        const { expected, actual } = byBoth(drawing, (kernels, draw) => {
          const { at, rows, offsets } = drawRows(kernels, shape, draw);
          const out = kernels.filled(shape.width, draw.number);
          kernels.gatherSum(rows, at, shape.width, offsets, ...rangeOf(shape), out);
          return [out, null];
        });
        expectSame(actual, expected);
      }),
    );
  });

  it.each(['integers', 'reals'] as const)('gatherDot adds the same products: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), (shape, drawing) => {
        const { expected, actual, told } = byBoth(drawing, (kernels, draw) => {
          const { at, rows, offsets } = drawRows(kernels, shape, draw);
          const vector = kernels.filled(shape.width, draw.number);
          const out = kernels.filled(shape.tokens, draw.number);
          const magnitudes = Array.from(out, (x, i) =>
            vector.reduce((sum, y, d) => sum + Math.abs(y * rows[offsets[i]! + at + d]!), Math.abs(x)),
          );
          kernels.gatherDot(rows, at, shape.width, offsets, ...rangeOf(shape), vector, out);
          return [out, magnitudes];
        });
        if (numbers === 'integers') expectSame(actual, expected);
        else expectNear(actual, expected, shape.width, told);
      }),
    );
  });

  it.each(['integers', 'reals'] as const)('gatherSumInt8 adds the same rows: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), (shape, drawing) => {
        const { expected, actual, told } = byBoth(drawing, (kernels, draw) => {
          const { table, ids } = drawTable(kernels, shape, draw);
          const out = kernels.filled(shape.width, draw.number);
          const stride = shape.width + 4;
          const [from, to] = rangeOf(shape);
          const magnitudes = Array.from(out, (x, d) =>
            ids
              .subarray(from, to)
              .reduce(
                (sum, id) => sum + Math.abs(table.scales[(id * stride) / 4]! * table.bytes[id * stride + 4 + d]!),
                Math.abs(x),
              ),
          );
          kernels.gatherSumInt8(table, ids, from, to, out);
          return [out, magnitudes];
        });
        if (numbers === 'integers') expectSame(actual, expected);
        else expectNear(actual, expected, shape.tokens, told);
      }),
    );
  });

  it.each(['integers', 'reals'] as const)('gatherDotInt8 writes the same products: %s', (numbers) => {
    fc.assert(
      fc.property(shape, draws(numbers), (shape, drawing) => {
        const { expected, actual, told } = byBoth(drawing, (kernels, draw) => {
          const { table, ids } = drawTable(kernels, shape, draw);
          const vector = kernels.filled(shape.width, draw.number);
          const out = kernels.filled(shape.tokens, draw.number);
          const stride = shape.width + 4;
          const magnitudes = Array.from(
            ids,
            (id) =>
              Math.abs(table.scales[(id * stride) / 4]!) *
              vector.reduce((sum, y, d) => sum + Math.abs(y * table.bytes[id * stride + 4 + d]!), 0),
          );
          kernels.gatherDotInt8(table, ids, Math.max(0, shape.tokens - shape.left), vector, out);
          return [out, magnitudes];
        });
        if (numbers === 'integers') expectSame(actual, expected);
        else expectNear(actual, expected, shape.width, told);
      }),
    );
  });
});
