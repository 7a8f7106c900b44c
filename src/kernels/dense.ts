import { DENSE } from './dense.wasm.ts';
import { instantiate } from './wasm.ts';

/**
 * Dense layers, row by row of their inputs. `outputs` is a positive multiple of four; arrays come from the arena that
 * the kernels were made with; `out` overlaps nothing else.
 */
export interface DenseKernels {
  /**
   * Vector times matrix: out[o] += factor · Σ x[i] · weights[first + i, o], over the first `count` numbers of x.
   *
   * x: (count) f32; weights: (rows, outputs) f32, all finite, for rows whose x is zero may be left out; out: (outputs)
   * f32. Reads x and weights, adds to out.
   */
  gemv(
    x: Float32Array,
    count: number,
    factor: number,
    weights: Float32Array,
    first: number,
    outputs: number,
    out: Float32Array,
  ): void;
  /**
   * Matrix times vector, which takes a gradient back: out[i] = factor · Σ weights[first + i, o] · gradient[o], over o,
   * for i below `count`.
   *
   * weights: (rows, outputs) f32; gradient: (outputs) f32; out: (count) f32. Reads weights and gradient, writes out.
   */
  gemvT(
    weights: Float32Array,
    first: number,
    count: number,
    outputs: number,
    factor: number,
    gradient: Float32Array,
    out: Float32Array,
  ): void;
}

/** The kernels in plain JavaScript. */
export const plainDense: DenseKernels = {
  gemv(x, count, factor, weights, first, outputs, out) {
    for (let i = 0, weight = first * outputs; i < count; i++, weight += outputs) {
      const value = factor * x[i]!;
      if (value === 0) continue;
      for (let o = 0; o < outputs; o++) out[o] = out[o]! + value * weights[weight + o]!;
    }
  },

  gemvT(weights, first, count, outputs, factor, gradient, out) {
    for (let i = 0, weight = first * outputs; i < count; i++) {
      // Two sums, so that one addition need not wait for the other.
      let even = 0;
      let odd = 0;
      for (let o = 0; o < outputs; o += 2, weight += 2) {
        even += weights[weight]! * gradient[o]!;
        odd += weights[weight + 1]! * gradient[o + 1]!;
      }
      out[i] = factor * (even + odd);
    }
  },
};

/** Returns the kernels in WebAssembly over a memory. Throws where WebAssembly or its vectors cannot be had. */
export function createDense(memory: WebAssembly.Memory): DenseKernels {
  const run = instantiate<keyof DenseKernels>(DENSE, { memory });
  return {
    gemv(x, count, factor, weights, first, outputs, out) {
      const row = weights.byteOffset + 4 * first * outputs;
      run.gemv(x.byteOffset, x.byteOffset + 4 * count, factor, row, outputs, out.byteOffset);
    },

    gemvT(weights, first, count, outputs, factor, gradient, out) {
      const row = weights.byteOffset + 4 * first * outputs;
      run.gemvT(row, outputs, factor, gradient.byteOffset, out.byteOffset, out.byteOffset + 4 * count);
    },
  };
}
