import { HEAD_WIDTH, SHARING, type TransformerKernels } from './transformer.ts';

const { fround } = Math;

/** (a + b) + (c + d) of four sums. */
const sum4 = (sums: Float32Array) => fround(fround(sums[0]! + sums[1]!) + fround(sums[2]! + sums[3]!));

/** Returns a number rounded to a whole one, halves to the even one, for numbers of at most 2^22. */
const nearest = (x: number) => fround(fround(x + 12_582_912) - 12_582_912);

/** Factors of a polynomial in 32 bits, the highest power first. */
const polynomial = (...factors: readonly number[]) => Float32Array.from(factors);
const PHI = polynomial(
  2.27800374e-8,
  -1.59853164e-6,
  4.79541377e-5,
  -8.14002356e-4,
  8.7723257e-3,
  -6.4572975e-2,
  3.97883266e-1,
);

function evaluate(factors: Float32Array, x: number): number {
  let value = factors[0]!;
  for (let i = 1; i < factors.length; i++) value = fround(fround(value * x) + factors[i]!);
  return value;
}

/** Numbers that are no larger count as zeros where they are rounded: 1 / them may be too large for a float. */
const LEAST = fround(1e-30);
/** Levels on either side, of queries and keys, and of shares and values. */
const [FINE, COARSE] = [4095, 2047];
const SCORE_SCALE = fround(Math.LOG2E * 0.17677669529663687);
const POWER = polynomial(...[0.0550089, 0.242211, 0.6932829, 1].map((factor) => fround(factor) * COARSE));

/** Returns what numbers are multiplied with so that the largest becomes `most`. */
const inverseOf = (largest: number, most: number) => (largest > LEAST ? fround(most / largest) : 0);

/** The level of 2 to the x, for x of at most 0: 2 to the whole part, times a polynomial of the rest (to 1e-4). */
function power(x: number): number {
  const clamped = Math.max(x, -24);
  const n = nearest(clamped);
  return nearest(evaluate(POWER, fround(clamped - n)) * 2 ** n);
}

/** Numbers of a head, `HEAD_WIDTH` for each of `count` rows, `stride` apart, from `first` on; fresh, (count, HEAD_WIDTH). */
function headOf(x: Float32Array, count: number, stride: number, first: number): Float32Array {
  const head = new Float32Array(count * HEAD_WIDTH);
  for (let t = 0; t < count; t++)
    head.set(x.subarray(t * stride + first, t * stride + first + HEAD_WIDTH), t * HEAD_WIDTH);
  return head;
}

/** Rounds every `step`th of some numbers to levels of at most `most` on either side, in place; returns their scale. */
function toLevels(x: Float32Array, most: number, from = 0, step = 1): number {
  let largest = 0;
  for (let i = from; i < x.length; i += step) largest = Math.max(largest, Math.abs(x[i]!));
  const inverse = inverseOf(largest, most);
  for (let i = from; i < x.length; i += step) x[i] = nearest(fround(x[i]! * inverse));
  return fround(largest / most);
}

/** The sum of products of so many numbers with others that are `step` apart. */
function dot(x: ArrayLike<number>, others: Float32Array, count: number, step = 1): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += x[i]! * others[i * step]!;
  return sum;
}

/** Scores become levels of 2 to the (score - the largest) · scale, in place; returns 1 / their sum. */
function soften(scores: Int32Array, scale: number): number {
  const largest = scores.reduce((most, score) => Math.max(most, score));
  for (const [j, score] of scores.entries()) scores[j] = power(fround(fround(score - largest) * scale));
  return fround(1 / scores.reduce((sum, level) => sum + level));
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
      const inverse = inverseOf(largest, 127);
      let sum = 0;
      for (let k = t * K; k < (t + 1) * K; k++) {
        levels[k] = nearest(fround(x[k]! * inverse));
        sum += levels[k]!;
      }
      sums[t] = sum;
    }
  },

  product(x, rowScales, _rowSums, T, K, panels, columnScales, bias, N, stride, out) {
    for (let t = 0; t < T; t++) {
      for (let n = 0; n < N; n++) {
        let sum = 0;
        for (let k = 0, row = t * K, column = n * K; k < K; k++) sum += x[row++]! * panels[column++]!;
        const scaled = fround(fround(fround(sum) * rowScales[t]!) * columnScales[n]!);
        out[t * stride + n] = scaled + bias[n]!;
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

  attend(qkv, queries, count, stride, first, room, out) {
    const [query, keys, values] = [0, stride, 2 * stride].map((part) => headOf(qkv, count, 3 * stride, part + first));
    const keyScale = fround(toLevels(keys!, FINE) * SCORE_SCALE);
    const scales = Array.from({ length: HEAD_WIDTH }, (_, d) => toLevels(values!, COARSE, d, HEAD_WIDTH));
    const scores = room.subarray(0, count);
    for (let t = 0; t < Math.min(queries, count); t++) {
      const q = query!.subarray(t * HEAD_WIDTH, (t + 1) * HEAD_WIDTH);
      const scale = fround(toLevels(q, FINE) * keyScale);
      for (let j = 0; j < count; j++) scores[j] = dot(q, keys!.subarray(j * HEAD_WIDTH), HEAD_WIDTH);
      const share = soften(scores, scale);
      for (let d = 0; d < HEAD_WIDTH; d++) {
        const sum = dot(scores, values!.subarray(d), count, HEAD_WIDTH);
        out[t * stride + first + d] = fround(fround(sum) * share) * scales[d]!;
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
