import { CONVOLUTION } from './convolution.wasm.ts';
import { instantiate } from './wasm.ts';

/**
 * A convolution over the tokens of a text, whose products with the filters are looked up by word: what is left are the
 * features of a token that depend on its text, and pooling. Columns and filters are positive multiples of four; arrays
 * come from the arena that the kernels were made with.
 */
export interface ConvolutionKernels {
  /**
   * Of each token t with a feature other than zero, writes its word's row plus its features times their weights to a
   * row of its own: rows[at + s + c] = rows[at + offsets[t] + c] + Σ features[t, e] · weights[e, c], over e, where s is
   * `scratch` for the first such token and `columns` more for each next one. placed[t] = s; offsets[t] for the other
   * tokens.
   *
   * rows: f32; offsets, placed: (tokens) i32, in numbers, multiples of four; features: (tokens, perToken) f32; weights:
   * (perToken, columns) f32 and no more. Reads rows from offsets, features and weights; writes placed and up to
   * tokens · columns numbers of rows from at + scratch on.
   */
  addTokenFeatures(
    rows: Float32Array,
    at: number,
    offsets: Int32Array,
    placed: Int32Array,
    tokens: number,
    features: Float32Array,
    weights: Float32Array,
    columns: number,
    scratch: number,
  ): void;
  /**
   * Max-over-time pooling (Collobert et al. 2011): for each filter f, the window of `width` tokens with the largest
   * bias[f] + Σ rows[offsets[t + p - half] + at + p · filters + f], over those places p that stand in the text. Where
   * it exceeds values[f], writes it there and its middle token t to middles[f]; of equal ones the first. Zeros in
   * values make it a ReLU.
   *
   * rows: f32, of each token (width, filters) from at on; width: odd, `half` tokens on both sides; offsets: (tokens)
   * i32, in numbers, multiples of four; bias: (filters) f32; values: (filters) f32 and no more; middles: (filters) i32.
   * Reads rows from offsets, bias and values; writes values and middles.
   */
  maxOverTime(
    rows: Float32Array,
    at: number,
    offsets: Int32Array,
    tokens: number,
    width: number,
    bias: Float32Array,
    values: Float32Array,
    middles: Int32Array,
  ): void;
}

/** The kernels in plain JavaScript. */
export const plainConvolution: ConvolutionKernels = {
  addTokenFeatures(rows, at, offsets, placed, tokens, features, weights, columns, scratch) {
    const perToken = weights.length / columns;
    let free = scratch;
    for (let t = 0; t < tokens; t++) {
      let from = offsets[t]!;
      for (let e = 0; e < perToken; e++) {
        const feature = features[t * perToken + e]!;
        if (feature === 0) continue;
        for (let c = 0, weight = e * columns; c < columns; c++, weight++)
          rows[free + at + c] = rows[from + at + c]! + feature * weights[weight]!;
        from = free;
      }
      if (from === free) free += columns;
      placed[t] = from;
    }
  },

  maxOverTime(rows, at, offsets, tokens, width, bias, values, middles) {
    const filters = values.length;
    const half = (width - 1) / 2;
    for (let t = 0; t < tokens; t++) {
      const first = Math.max(0, t - half);
      const last = Math.min(tokens - 1, t + half);
      for (let f = 0; f < filters; f++) {
        let sum = bias[f]!;
        for (let i = first, place = at + (first - t + half) * filters + f; i <= last; i++, place += filters)
          sum += rows[offsets[i]! + place]!;
        if (sum <= values[f]!) continue;
        values[f] = sum;
        middles[f] = t;
      }
    }
  },
};

/** Returns the kernels in WebAssembly over a memory. Throws where WebAssembly or its vectors cannot be had. */
export function createConvolution(memory: WebAssembly.Memory): ConvolutionKernels {
  const run = instantiate<keyof ConvolutionKernels>(CONVOLUTION, { memory });
  return {
    addTokenFeatures(rows, at, offsets, placed, tokens, features, weights, columns, scratch) {
      run.addTokenFeatures(
        rows.byteOffset + 4 * at,
        offsets.byteOffset,
        placed.byteOffset,
        tokens,
        features.byteOffset,
        weights.length / columns,
        weights.byteOffset,
        columns,
        scratch,
      );
    },

    maxOverTime(rows, at, offsets, tokens, width, bias, values, middles) {
      run.maxOverTime(
        rows.byteOffset + 4 * at,
        offsets.byteOffset,
        tokens,
        width,
        values.length,
        bias.byteOffset,
        values.byteOffset,
        middles.byteOffset,
      );
    },
  };
}
