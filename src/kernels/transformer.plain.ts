import { HEAD_WIDTH, SHARING, type TransformerKernels } from './transformer.ts';

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

  unpack(codes, scales, tops, K, N, room, panels, columnScales) {
    for (let n = 0, code = 0, group = 0; n < N; n++) {
      let largest = 0;
      for (let k = 0; k < K; k += SHARING) {
        const scale = fround(tops[n]! * fround(scales[group++]! / 127));
        for (let i = k; i < k + SHARING; i += 2, code++) {
          room[i] = ((codes[code]! & 15) - 8) * scale;
          room[i + 1] = ((codes[code]! >> 4) - 8) * scale;
        }
      }
      for (let k = 0; k < K; k++) largest = Math.max(largest, Math.abs(room[k]!));
      columnScales[n] = largest / 63;
      const inverse = largest > 0 ? fround(63 / largest) : 0;
      for (let k = 0; k < K; k++) panels[n * K + k] = nearest(fround(room[k]! * inverse));
    }
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
