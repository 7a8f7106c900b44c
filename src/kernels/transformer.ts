import { createArena } from './arena.ts';
import { TRANSFORMER, TRANSFORMER_RELAXED } from './transformer.wasm.ts';
import { createMemory, instantiate } from './wasm.ts';

/**
 * The loops of a transformer encoder. All arrays are views of the kernels' own memory, from `floats` and `bytes`. Whatever
 * runs them gives the same bits: products are of whole numbers, and floats are rounded to 32 bits at every step and added
 * in one order, four sums a row. Shapes: T tokens, K inputs, N outputs.
 */
export interface TransformerKernels {
  /** What runs them. */
  readonly runtime: 'relaxed' | 'simd' | 'plain';
  /** Returns room for numbers, zeroed; it stays taken. */
  floats(length: number): Float32Array;
  /** Returns room for whole numbers, zeroed; it stays taken. */
  ints(length: number): Int32Array;
  /** Returns room for levels of rows, zeroed; it stays taken. */
  levels(length: number): Int8Array | Int16Array;
  /** Returns room for bytes, zeroed; it stays taken. */
  bytes(length: number): Int8Array;
  /**
   * Lays out the levels of a matrix, -64 to 63, as `product` reads them.
   *
   * levels: (N, K), column after column; panels: as many. K is a multiple of 4, N of 8.
   */
  pack(levels: Int8Array, K: number, N: number, panels: Int8Array): void;
  /**
   * Rounds rows to levels of -127 to 127, with a scale for each row, its largest number / 127, and the sum of its levels,
   * which products with weights that have no sign take off again.
   *
   * x: (T, K) f32; levels: (T, K); scales: (T) f32; sums: (T) i32. K is a multiple of 16.
   */
  quantize(
    x: Float32Array,
    T: number,
    K: number,
    levels: Int8Array | Int16Array,
    scales: Float32Array,
    sums: Int32Array,
  ): void;
  /**
   * Matrix product with a bias: out = rowScales · columnScales · (x · weights) + bias.
   *
   * x: (T, K) levels; panels: (K, N) packed; columnScales, bias: (N) f32; out: (T, N) f32. T is even.
   */
  product(
    x: Int8Array | Int16Array,
    rowScales: Float32Array,
    rowSums: Int32Array,
    T: number,
    K: number,
    panels: Int8Array,
    columnScales: Float32Array,
    bias: Float32Array,
    N: number,
    out: Float32Array,
  ): void;
  /**
   * Layer norm of a sum (Ba et al. 2016): x = (s - mean(s)) / sqrt(variance(s) + epsilon) · gain + bias, s = x + residual.
   *
   * x, residual: (T, K) f32; gain, bias: (K). Reads residual, writes x.
   */
  norm(
    x: Float32Array,
    residual: Float32Array,
    T: number,
    K: number,
    gain: Float32Array,
    bias: Float32Array,
    epsilon: number,
  ): void;
  /**
   * One head of attention of `HEAD_WIDTH` over the first `count` of T tokens: out = softmax(q · kᵀ / √width) · v (Vaswani et
   * al. 2017).
   *
   * qkv: (T, 3 · stride) f32, queries, keys and values, the head's from `first` on; keys: (HEAD_WIDTH, T) and scores: (T),
   * room to work in; out: (T, stride), written from `first` on. T is a multiple of 4.
   */
  attend(
    qkv: Float32Array,
    count: number,
    T: number,
    stride: number,
    first: number,
    keys: Float32Array,
    scores: Float32Array,
    out: Float32Array,
  ): void;
  /** x · Φ(x) (Hendrycks and Gimpel 2016) of the first `count` numbers, in place, right to 2e-5. `count` is a multiple of 4. */
  gelu(x: Float32Array, count: number): void;
}

/** Numbers of a query, a key or a value of one head. */
export const HEAD_WIDTH = 32;

const { fround } = Math;

/** What stands behind a score of no token: small enough that its share is nothing. */
const NO_SCORE = fround(-3.0e38);
const INVERSE_ROOT = fround(0.17677669529);

/** (a + b) + (c + d) of four sums. */
const sum4 = (sums: Float32Array) => fround(fround(sums[0]! + sums[1]!) + fround(sums[2]! + sums[3]!));

/** Returns a number rounded to a whole one, halves to the even one, for numbers of at most 2^22. */
const nearest = (x: number) => fround(fround(x + 12_582_912) - 12_582_912);

/** Factors of a polynomial in 32 bits, the highest power first. */
const polynomial = (...factors: readonly number[]) => Float32Array.from(factors);
const EXPONENTIAL = polynomial(
  1.98756915e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
);
const PHI = polynomial(
  6.73947009e-11,
  -6.06627539e-9,
  2.44066694e-7,
  -5.86033097e-6,
  9.49379056e-5,
  -1.1128445e-3,
  9.81577482e-3,
  -6.63236504e-2,
  3.98881241e-1,
);

function evaluate(factors: Float32Array, x: number): number {
  let value = factors[0]!;
  for (let i = 1; i < factors.length; i++) value = fround(fround(value * x) + factors[i]!);
  return value;
}

const LOG2_E = fround(Math.LOG2E);
const LN_2_HIGH = fround(0.693359375);
const LN_2_LOW = fround(-2.1219444e-4);

/** e to the x for x from -87 to 0 (Cephes, Moshier): 2 to the whole part of x / ln 2, times a polynomial of the rest. */
function exponential(x: number): number {
  const n = nearest(fround(x * LOG2_E));
  const r = fround(fround(x - fround(n * LN_2_HIGH)) - fround(n * LN_2_LOW));
  const p = evaluate(EXPONENTIAL, r);
  return fround(fround(fround(fround(fround(p * r) * r) + r) + 1) * 2 ** n);
}

/** The kernels in TypeScript, readable, which those in WebAssembly are held against; they run where it is refused. */
export const plainTransformer: TransformerKernels = {
  runtime: 'plain',
  floats: (length) => new Float32Array(length),
  ints: (length) => new Int32Array(length),
  levels: (length) => new Int8Array(length),
  bytes: (length) => new Int8Array(length),

  pack(levels, K, N, panels) {
    panels.set(levels.subarray(0, K * N));
  },

  quantize(x, T, K, levels, scales, sums) {
    for (let t = 0; t < T; t++) {
      let largest = 0;
      for (let k = t * K; k < (t + 1) * K; k++) largest = Math.max(largest, Math.abs(x[k]!));
      scales[t] = largest / 127;
      const inverse = largest > 0 ? fround(127 / largest) : 0;
      let sum = 0;
      for (let k = t * K; k < (t + 1) * K; k++) {
        levels[k] = nearest(fround(x[k]! * inverse));
        sum += levels[k]!;
      }
      sums[t] = sum;
    }
  },

  product(x, rowScales, _rowSums, T, K, panels, columnScales, bias, N, out) {
    for (let t = 0; t < T; t++) {
      for (let n = 0; n < N; n++) {
        let sum = 0;
        for (let k = 0, row = t * K, column = n * K; k < K; k++) sum += x[row++]! * panels[column++]!;
        const scaled = fround(fround(fround(sum) * rowScales[t]!) * columnScales[n]!);
        out[t * N + n] = scaled + bias[n]!;
      }
    }
  },

  norm(x, residual, T, K, gain, bias, epsilon) {
    const sums = new Float32Array(4);
    for (let t = 0; t < T; t++) {
      const row = x.subarray(t * K, (t + 1) * K);
      sums.fill(0);
      for (let k = 0; k < K; k++) {
        row[k] = row[k]! + residual[t * K + k]!;
        sums[k & 3] = sums[k & 3]! + row[k]!;
      }
      const mean = fround(sum4(sums) / K);
      sums.fill(0);
      for (let k = 0; k < K; k++) {
        const difference = fround(row[k]! - mean);
        sums[k & 3] = sums[k & 3]! + fround(difference * difference);
      }
      const scale = fround(1 / fround(Math.sqrt(fround(fround(sum4(sums) / K) + fround(epsilon)))));
      for (let k = 0; k < K; k++) row[k] = fround(fround(fround(row[k]! - mean) * scale) * gain[k]!) + bias[k]!;
    }
  },

  attend(qkv, count, T, stride, first, _keys, scores, out) {
    const sums = new Float32Array(4);
    const row = 3 * stride;
    for (let t = 0; t < count; t++) {
      let largest = NO_SCORE;
      for (let j = 0; j < T; j++) {
        let score = 0;
        for (let d = 0, q = t * row + first, k = j * row + stride + first; d < HEAD_WIDTH; d++)
          score = fround(score + fround(qkv[q++]! * qkv[k++]!));
        scores[j] = j < count ? score * INVERSE_ROOT : NO_SCORE;
        largest = Math.max(largest, scores[j]!);
      }
      sums.fill(0);
      for (let j = 0; j < T; j++) {
        scores[j] = exponential(Math.max(fround(scores[j]! - largest), -87));
        sums[j & 3] = sums[j & 3]! + scores[j]!;
      }
      const share = fround(1 / sum4(sums));
      for (let d = 0; d < HEAD_WIDTH; d++) {
        let value = 0;
        for (let j = 0; j < count; j++)
          value = fround(value + fround(scores[j]! * qkv[j * row + 2 * stride + first + d]!));
        out[t * stride + first + d] = value * share;
      }
    }
  },

  gelu(x, count) {
    for (let i = 0; i < count; i++) {
      const value = x[i]!;
      const clamped = Math.min(Math.max(value, -4), 4);
      const phi = fround(fround(evaluate(PHI, fround(clamped * clamped)) * clamped) + 0.5);
      x[i] = value * phi;
    }
  },
};

type Kernel = 'pack' | 'quantize' | 'product' | 'norm' | 'attend' | 'gelu';

/** Bytes at the beginning of the memory that the compiled code keeps for itself. */
const RESERVED = 4096;

/**
 * Returns the kernels in WebAssembly over one memory of so many bytes, with relaxed vectors where the engine has them; or
 * the plain ones where WebAssembly, its vectors or the memory cannot be had.
 */
export function createTransformer(bytes: number): TransformerKernels {
  for (const runtime of ['relaxed', 'simd'] as const) {
    try {
      return compiledTransformer(runtime, bytes);
    } catch {
      // What the engine does not have, the next one may do without.
    }
  }
  return plainTransformer;
}

/** Returns the kernels in WebAssembly. Throws where the engine refuses them. */
export function compiledTransformer(runtime: 'relaxed' | 'simd', bytes: number): TransformerKernels {
  const memory = createMemory(bytes + RESERVED);
  const run = instantiate<Kernel>(runtime === 'relaxed' ? TRANSFORMER_RELAXED : TRANSFORMER, { memory });
  const arena = createArena(memory.buffer);
  arena.bytes(RESERVED);
  return {
    runtime,
    floats: arena.floats,
    ints: arena.ints,
    bytes: arena.bytes,
    levels: (length) => {
      const room = arena.bytes(runtime === 'relaxed' ? length : 2 * length);
      return runtime === 'relaxed' ? room : new Int16Array(room.buffer, room.byteOffset, length);
    },

    pack(levels, K, N, panels) {
      run.pack(levels.byteOffset, K, N, panels.byteOffset);
    },

    quantize(x, T, K, levels, scales, sums) {
      run.quantize(x.byteOffset, T, K, levels.byteOffset, scales.byteOffset, sums.byteOffset);
    },

    product(x, rowScales, rowSums, T, K, panels, columnScales, bias, N, out) {
      const rows = [x.byteOffset, rowScales.byteOffset, rowSums.byteOffset] as const;
      const columns = [panels.byteOffset, columnScales.byteOffset, bias.byteOffset] as const;
      run.product(...rows, T, K, ...columns, N, out.byteOffset);
    },

    norm(x, residual, T, K, gain, bias, epsilon) {
      run.norm(x.byteOffset, residual.byteOffset, T, K, gain.byteOffset, bias.byteOffset, epsilon);
    },

    attend(qkv, count, T, stride, first, keys, scores, out) {
      const room = [keys.byteOffset, scores.byteOffset, out.byteOffset] as const;
      run.attend(qkv.byteOffset, count, T, stride, first, ...room);
    },

    gelu(x, count) {
      run.gelu(x.byteOffset, count);
    },
  };
}
