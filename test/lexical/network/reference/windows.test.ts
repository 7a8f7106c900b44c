import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTokenFeatures,
  maxOverTime,
  windowFeatures,
  windowGradient,
} from '../../../../src/lexical/network/reference/windows.ts';

const FILTERS = 2;
const number = fc.double({ min: -2, max: 2, noNaN: true });

const cases = fc.record({ tokens: fc.nat(7), width: fc.constantFrom(1, 3, 5) }).chain(({ tokens, width }) => {
  const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });
  return fc.record({
    tokens: fc.constant(tokens),
    width: fc.constant(width),
    brought: numbers(tokens * width * FILTERS),
    signals: fc.array(fc.oneof(fc.constant(0), number), { minLength: tokens, maxLength: tokens }),
    weights: numbers(width * FILTERS),
    bias: numbers(FILTERS),
  });
});

describe('maxOverTime', () => {
  it('finds for each filter the best sum over neighbouring words and their signals, if any is above zero', () => {
    fc.assert(
      fc.property(cases, ({ tokens, width, brought, signals, weights, bias }) => {
        const columns = width * FILTERS;
        // The words' rows, and room for rows with signals.
        const rows = new Float32Array(2 * tokens * columns);
        rows.set(brought);
        const offsets = Int32Array.from({ length: tokens }, (_, t) => t * columns);
        addTokenFeatures(rows, offsets, Float32Array.from(signals), Float32Array.from(weights), 1, tokens * columns);
        const sizes = { width, filters: FILTERS, bias: Float32Array.from(bias) };
        const { values, middles } = maxOverTime(sizes, rows, offsets);
        for (let f = 0; f < FILTERS; f++) {
          const valueAt = (middle: number) => {
            let sum = bias[f]!;
            for (let place = 0; place < width; place++) {
              const t = middle + place - (width - 1) / 2;
              if (t < 0 || t >= tokens) continue;
              const column = place * FILTERS + f;
              sum += brought[t * columns + column]! + signals[t]! * weights[column]!;
            }
            return sum;
          };
          const sums = Array.from({ length: tokens }, (_, middle) => valueAt(middle));
          const best = Math.max(0, ...sums);
          expect(values[f]).toBeCloseTo(best, 4);
          if (best > 1e-4) expect(sums[middles[f]!]).toBeCloseTo(best, 4);
          if (middles[f] === -1) expect(values[f]).toBe(0);
        }
      }),
    );
  });
});

describe('windowFeatures', () => {
  const windows = [Float32Array.of(1, 2), Float32Array.of(3, 4)].map((values) => ({
    values,
    middles: Int32Array.of(0, 0),
  }));

  it('joins two texts by the product of what each filter finds', () => {
    expect([...windowFeatures(windows)]).toEqual([1, 2, 3, 4, 3, 8]);
    expect([...windowFeatures(windows.slice(0, 1))]).toEqual([1, 2]);
  });

  it('has the gradient of values and product', () => {
    const gradient = Float32Array.of(1, 1, 0, 0, 10, 10);
    expect([...windowGradient(windows, 0, gradient)]).toEqual([31, 41]);
    expect([...windowGradient(windows, 1, gradient)]).toEqual([10, 20]);
  });
});
