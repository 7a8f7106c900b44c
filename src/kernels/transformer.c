// The loops of a transformer encoder, for WebAssembly with vectors: `npm run build:wasm` compiles it twice. With RELAXED
// the products take relaxed dot products of bytes, without it pairs of 16-bit numbers. Both give the same bits, and so does
// transformer.plain.ts: integers are exact, and floats are added in the order that stands here, four sums a row.
// Shapes: T tokens, K inputs, N outputs. T is even.
#include "attention.h"
#include "vectors.h"

// A tile of a product has 6 rows and 8 columns: 12 sums, 2 vectors of weights and one of a row are 15 registers. A sum waits four
// or five turns for its next addition, so that fewer sums leave the processor idle.
#define ROWS 6
#define COLUMNS 8

#ifdef RELAXED
typedef int8_t Level;
#define GROUP 4  // inputs of a column that stand side by side in a panel
#define OFFSET 64  // added to levels in a panel: what multiplies the rows has 7 bits and no sign
#else
typedef int16_t Level;
#define GROUP 2
#define OFFSET 0
#endif

/** Weights of a group that share a scale. */
#define SHARING 32

/**
 * Unpacks a matrix of N columns of K weights: codes of 4 bits, two a byte, the earlier one below; a weight is
 * (code - 8) · scale / 127 · top, with a scale of -127..127 for each 32 and a top for each column. What comes of it are levels
 * of -63..63 with one scale a column, in panels of 8 columns: for each GROUP of inputs the levels of the 8 columns. room holds
 * 8 · K numbers.
 */
KERNEL("unpack") unpack(const uint8_t *codes, const int8_t *scales, const float *tops, int K, int N, float *room, int8_t *panels, float *columnScales) {
  for (int n = 0; n < N; n += COLUMNS) {
    float inverse[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      float *column = room + c * K, largest = 0;
      for (int k = 0; k < K; k += SHARING) {
        float scale = tops[n + c] * ((float)*scales++ / 127.0f);
        for (int i = k; i < k + SHARING; i += 2, codes++) {
          column[i] = (float)((*codes & 15) - 8) * scale;
          column[i + 1] = (float)((*codes >> 4) - 8) * scale;
        }
        for (int i = k; i < k + SHARING; i++) {
          float size = __builtin_fabsf(column[i]);
          largest = size > largest ? size : largest;
        }
      }
      columnScales[n + c] = largest / 63.0f;
      inverse[c] = largest > 0 ? 63.0f / largest : 0.0f;
    }
    for (int k = 0; k < K; k += GROUP)
      for (int c = 0; c < COLUMNS; c++)
        for (int g = 0; g < GROUP; g++) *panels++ = (int8_t)__builtin_rintf(room[c * K + k + g] * inverse[c]) + OFFSET;
  }
}

/** Writes four groups of levels of a row, `apart` groups from each other; returns where the next ones go. */
static inline int32_t *scatter(int32_t *to, int apart, v128_t groups) {
  wasm_v128_store32_lane(to, groups, 0);
  wasm_v128_store32_lane(to + apart, groups, 1);
  wasm_v128_store32_lane(to + 2 * apart, groups, 2);
  wasm_v128_store32_lane(to + 3 * apart, groups, 3);
  return to + 4 * apart;
}

/** The rows of the next tile of an even number of rows that are left: ROWS, or four or two as long as they make up no ROWS. */
static inline int rowsOfTile(int left) { return left % ROWS == 0 ? ROWS : left >= 4 ? 4 : 2; }

/**
 * Rounds rows (T, K) f32 to levels of -127..127, with a scale a row, the row's largest number / 127, and their sum. The levels
 * of a tile stand together, as `product` reads them: for each GROUP of inputs those of its rows.
 */
KERNEL("quantize") quantize(const float *x, int T, int K, Level *levels, float *scales, int *sums) {
  const v128_t shift = kept(SHIFT);
  for (int t = 0, R = 0, r = 0; t < T; t++, r++, x += K) {
    if (r == R) {
      levels += R * K;
      R = rowsOfTile(T - t);
      r = 0;
    }
    v128_t most = splat(0);
    for (int k = 0; k < K; k += 4) most = wasm_f32x4_pmax(most, wasm_f32x4_abs(at(x + k)));
    float largest = max4(most);
    scales[t] = largest / 127.0f;
    v128_t inverse = inverseOf(largest, 127.0f), sum = wasm_i32x4_const_splat(0);
    int32_t *to = (int32_t *)levels + r;
    for (int k = 0; k < K; k += 16) {
      v128_t a = rounded(mul(at(x + k), inverse), shift), b = rounded(mul(at(x + k + 4), inverse), shift);
      v128_t c = rounded(mul(at(x + k + 8), inverse), shift), d = rounded(mul(at(x + k + 12), inverse), shift);
      sum = wasm_i32x4_add(sum, wasm_i32x4_add(wasm_i32x4_add(a, b), wasm_i32x4_add(c, d)));
      v128_t ab = wasm_i16x8_narrow_i32x4(a, b), cd = wasm_i16x8_narrow_i32x4(c, d);
#ifdef RELAXED
      to = scatter(to, R, wasm_i8x16_narrow_i16x8(ab, cd));
#else
      to = scatter(to, R, ab);
      to = scatter(to, R, cd);
#endif
    }
    sums[t] = sumOf(sum);
  }
}

/** out[row, n..n+3] = sums · rowScale · columnScale + bias */
static inline void finish(v128_t sums, float rowScale, const float *columnScales, const float *bias, float *out) {
  v128_t scaled = mul(mul(wasm_f32x4_convert_i32x4(sums), splat(rowScale)), at(columnScales));
  wasm_v128_store(out, add(scaled, at(bias)));
}

#ifdef RELAXED
/**
 * Whether the processor adds four products of bytes in one instruction, as Intel's and AMD's with VNNI and ARM's do. The others
 * make it of two, and sums of two products stop at 32,767, which shows with weights of 255; of 127 it does not.
 */
static inline int isFused(void) {
  v128_t four = wasm_i32x4_relaxed_dot_i8x16_i7x16_add(wasm_i8x16_splat(127), wasm_i8x16_splat(-1), wasm_i32x4_const_splat(0));
  return wasm_i32x4_extract_lane(four, 0) != 2 * 32767;
}

/** sums + four products each of rows and weights; where that takes two steps anyway, the second is with ones. */
static inline v128_t addProducts(int fused, v128_t rows, v128_t weights, v128_t ones, v128_t sums) {
  if (fused) return wasm_i32x4_relaxed_dot_i8x16_i7x16_add(rows, weights, sums);
  return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_i16x8_relaxed_dot_i8x16_i7x16(rows, weights), ones));
}
#endif

/** A tile of R rows and 8 columns. R and fused are constants where this is called. */
static inline __attribute__((always_inline)) void tile(int R, int fused, v128_t ones, const Level *x, const float *rowScales, const int *rowSums, int K,
                                                       const int8_t *panel, const float *columnScales, const float *bias, int stride, float *out) {
  v128_t left[ROWS], right[ROWS];
  for (int r = 0; r < R; r++) left[r] = right[r] = wasm_i32x4_splat(-OFFSET * rowSums[r]);
#ifdef RELAXED
  ROLLED for (const int8_t *end = panel + K * COLUMNS; panel < end; panel += 32, x += 4 * R) {
    v128_t a = wasm_v128_load(panel), b = wasm_v128_load(panel + 16);
    for (int r = 0; r < R; r++) {
      v128_t row = wasm_v128_load32_splat(x + r * GROUP);
      left[r] = addProducts(fused, row, a, ones, left[r]);
      right[r] = addProducts(fused, row, b, ones, right[r]);
    }
  }
#else
  ROLLED for (const int8_t *end = panel + K * COLUMNS; panel < end; panel += 16, x += 2 * R) {
    v128_t a = wasm_i16x8_load8x8(panel), b = wasm_i16x8_load8x8(panel + 8);
    for (int r = 0; r < R; r++) {
      v128_t row = wasm_v128_load32_splat(x + r * GROUP);
      left[r] = wasm_i32x4_add(left[r], wasm_i32x4_dot_i16x8(row, a));
      right[r] = wasm_i32x4_add(right[r], wasm_i32x4_dot_i16x8(row, b));
    }
  }
#endif
  for (int r = 0; r < R; r++) {
    finish(left[r], rowScales[r], columnScales, bias, out + r * stride);
    finish(right[r], rowScales[r], columnScales + 4, bias + 4, out + r * stride + 4);
  }
}

/** The product below; fused is a constant where this is called. */
static inline __attribute__((always_inline)) void multiply(int fused, const Level *x, const float *rowScales, const int *rowSums, int T, int K,
                                                           const int8_t *panels, const float *columnScales, const float *bias, int N, int stride, float *out) {
  volatile int twoOnes = 0x10001;  // as in `kept`
  const v128_t ones = wasm_i32x4_splat(twoOnes);
  for (int n = 0; n < N; n += 8, panels += 8 * K, columnScales += 8, bias += 8, out += 8) {
    for (int t = 0, R; t < T; t += R) {
      R = rowsOfTile(T - t);
      const Level *rows = x + t * K;
      float *to = out + t * stride;
      if (R == ROWS) tile(ROWS, fused, ones, rows, rowScales + t, rowSums + t, K, panels, columnScales, bias, stride, to);
      else if (R == 4) tile(4, fused, ones, rows, rowScales + t, rowSums + t, K, panels, columnScales, bias, stride, to);
      else tile(2, fused, ones, rows, rowScales + t, rowSums + t, K, panels, columnScales, bias, stride, to);
    }
  }
}

/** out (T, N), rows `stride` numbers apart, = x (T, K) · weights (K, N) + bias, of levels and their scales. N is a multiple of 8. */
KERNEL("product") product(const Level *x, const float *rowScales, const int *rowSums, int T, int K, const int8_t *panels,
                          const float *columnScales, const float *bias, int N, int stride, float *out) {
#ifdef RELAXED
  if (!isFused()) return multiply(0, x, rowScales, rowSums, T, K, panels, columnScales, bias, N, stride, out);
#endif
  multiply(1, x, rowScales, rowSums, T, K, panels, columnScales, bias, N, stride, out);
}

/** x (T, K) becomes its rows' norm (Ba et al. 2016): (x - mean) / sqrt(variance + epsilon) · gain + bias, of x + residual. */
KERNEL("norm") norm(float *x, const float *residual, int T, int K, const float *gain, const float *bias, float epsilon) {
  for (int t = 0; t < T; t++, x += K, residual += K) {
    v128_t sum = splat(0);
    for (int k = 0; k < K; k += 4) {
      v128_t v = add(at(x + k), at(residual + k));
      wasm_v128_store(x + k, v);
      sum = add(sum, v);
    }
    v128_t mean = splat(sum4(sum) / (float)K);
    v128_t squares = splat(0);
    for (int k = 0; k < K; k += 4) {
      v128_t d = sub(at(x + k), mean);
      squares = add(squares, mul(d, d));
    }
    v128_t scale = splat(1.0f / __builtin_sqrtf(sum4(squares) / (float)K + epsilon));
    for (int k = 0; k < K; k += 4)
      wasm_v128_store(x + k, add(mul(mul(sub(at(x + k), mean), scale), at(gain + k)), at(bias + k)));
  }
}

/** x (count) becomes x · Φ(x) (Hendrycks and Gimpel 2016), Φ as an odd polynomial over [-4, 4], right to 2e-4. */
KERNEL("gelu") gelu(float *x, int count) {
  const v128_t most = kept(4), least = kept(-4), half = kept(0.5f);
  const v128_t factors[] = {
      kept(2.27800374e-8f), kept(-1.59853164e-6f), kept(4.79541377e-5f), kept(-8.14002356e-4f),
      kept(8.7723257e-3f),  kept(-6.4572975e-2f),  kept(3.97883266e-1f),
  };
  for (int i = 0; i < count; i += 4) {
    v128_t v = at(x + i);
    v128_t c = wasm_f32x4_pmin(wasm_f32x4_pmax(v, least), most);
    v128_t s = mul(c, c), p = factors[0];
    for (int f = 1; f < 7; f++) p = add(mul(p, s), factors[f]);
    wasm_v128_store(x + i, mul(v, add(mul(p, c), half)));
  }
}
