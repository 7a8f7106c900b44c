// The loops of a transformer encoder, for WebAssembly with vectors: `npm run build:wasm` compiles it twice. With RELAXED
// the products take `i32x4.relaxed_dot_i8x16_i7x16_add_s`, without it pairs of 16-bit numbers. Both give the same bits,
// and so does transformer.ts: integers are exact, and floats are added in the order that stands here, four sums a row.
// Shapes: T tokens, K inputs, N outputs, H heads. T is a multiple of 4; rows beyond the tokens are padding.
#include <stdint.h>
#include <wasm_simd128.h>

// A tile of a product has 4 rows and 8 columns: 8 sums, 2 vectors of weights and one of the row fit into 15 registers, with
// room to spare for what an engine does not know how to fold.
#define ROWS 4
// Unrolled, the loop over inputs is half as quick: its vectors no longer fit.
#define ROLLED _Pragma("clang loop unroll(disable)")

#define KERNEL(name) __attribute__((export_name(name))) void

#ifdef RELAXED
typedef int8_t Level;
#define GROUP 4  // inputs of a column that stand side by side in a panel
#define OFFSET 64  // added to levels in a panel: what multiplies the rows has 7 bits and no sign
#else
typedef int16_t Level;
#define GROUP 2
#define OFFSET 0
#endif

static inline v128_t splat(float x) { return wasm_f32x4_splat(x); }
static inline v128_t mul(v128_t a, v128_t b) { return wasm_f32x4_mul(a, b); }
static inline v128_t add(v128_t a, v128_t b) { return wasm_f32x4_add(a, b); }
static inline v128_t sub(v128_t a, v128_t b) { return wasm_f32x4_sub(a, b); }
static inline v128_t at(const float *p) { return wasm_v128_load(p); }

/** (a + b) + (c + d) of four numbers. */
static inline float sum4(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) +
         (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

static inline float max4(v128_t v) {
  v128_t m = wasm_f32x4_pmax(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  m = wasm_f32x4_pmax(m, wasm_i32x4_shuffle(m, m, 1, 0, 3, 2));
  return wasm_f32x4_extract_lane(m, 0);
}

/** Weights of a group that share a scale. */
#define SHARING 32

/**
 * Unpacks a matrix of N columns of K weights: codes of 4 bits, two a byte, the earlier one below; a weight is
 * (code - 8) · scale / 127 · top, with a scale of -127..127 for each 32 and a top for each column. What comes of it are levels
 * of -63..63 with one scale a column, in panels of 4 columns: for each GROUP of inputs the levels of the 4 columns. room holds
 * 4 · K numbers.
 */
KERNEL("unpack") unpack(const uint8_t *codes, const int8_t *scales, const float *tops, int K, int N, float *room, int8_t *panels, float *columnScales) {
  for (int n = 0; n < N; n += 4) {
    float inverse[4];
    for (int c = 0; c < 4; c++) {
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
      for (int c = 0; c < 4; c++)
        for (int g = 0; g < GROUP; g++) *panels++ = (int8_t)__builtin_rintf(room[c * K + k + g] * inverse[c]) + OFFSET;
  }
}

/** Rounds rows (T, K) f32 to levels of -127..127, with a scale a row, the row's largest number / 127, and their sum. */
KERNEL("quantize") quantize(const float *x, int T, int K, Level *levels, float *scales, int *sums) {
  for (int t = 0; t < T; t++, x += K, levels += K) {
    v128_t most = splat(0);
    for (int k = 0; k < K; k += 4) most = wasm_f32x4_pmax(most, wasm_f32x4_abs(at(x + k)));
    float largest = max4(most);
    scales[t] = largest / 127.0f;
    v128_t inverse = splat(largest > 0 ? 127.0f / largest : 0.0f), sum = wasm_i32x4_const_splat(0);
    for (int k = 0; k < K; k += 16) {
      v128_t a = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(mul(at(x + k), inverse)));
      v128_t b = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(mul(at(x + k + 4), inverse)));
      v128_t c = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(mul(at(x + k + 8), inverse)));
      v128_t d = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(mul(at(x + k + 12), inverse)));
      sum = wasm_i32x4_add(sum, wasm_i32x4_add(wasm_i32x4_add(a, b), wasm_i32x4_add(c, d)));
      v128_t ab = wasm_i16x8_narrow_i32x4(a, b), cd = wasm_i16x8_narrow_i32x4(c, d);
#ifdef RELAXED
      wasm_v128_store(levels + k, wasm_i8x16_narrow_i16x8(ab, cd));
#else
      wasm_v128_store(levels + k, ab);
      wasm_v128_store(levels + k + 8, cd);
#endif
    }
    sums[t] = wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) +
              wasm_i32x4_extract_lane(sum, 3);
  }
}

/** out[row, n..n+3] = sums · rowScale · columnScale + bias */
static inline void finish(v128_t sums, float rowScale, const float *columnScales, const float *bias, float *out) {
  v128_t scaled = mul(mul(wasm_f32x4_convert_i32x4(sums), splat(rowScale)), at(columnScales));
  wasm_v128_store(out, add(scaled, at(bias)));
}

/** A tile of R rows and 8 columns. R is a constant where this is called. */
static inline __attribute__((always_inline)) void tile(int R, const Level *x, const float *rowScales, const int *rowSums, int K, const int8_t *panel,
                                                       const float *columnScales, const float *bias, int N, float *out) {
  v128_t left[ROWS], right[ROWS];
  for (int r = 0; r < R; r++) left[r] = right[r] = wasm_i32x4_splat(-OFFSET * rowSums[r]);
  const int8_t *next = panel + 4 * K;
#ifdef RELAXED
  ROLLED for (int k = 0; k < K; k += 4, panel += 16, next += 16) {
    v128_t a = wasm_v128_load(panel), b = wasm_v128_load(next);
    for (int r = 0; r < R; r++) {
      v128_t row = wasm_v128_load32_splat(x + r * K + k);
      left[r] = wasm_i32x4_relaxed_dot_i8x16_i7x16_add(row, a, left[r]);
      right[r] = wasm_i32x4_relaxed_dot_i8x16_i7x16_add(row, b, right[r]);
    }
  }
#else
  ROLLED for (int k = 0; k < K; k += 2, panel += 8, next += 8) {
    v128_t a = wasm_i16x8_load8x8(panel), b = wasm_i16x8_load8x8(next);
    for (int r = 0; r < R; r++) {
      v128_t row = wasm_v128_load32_splat(x + r * K + k);
      left[r] = wasm_i32x4_add(left[r], wasm_i32x4_dot_i16x8(row, a));
      right[r] = wasm_i32x4_add(right[r], wasm_i32x4_dot_i16x8(row, b));
    }
  }
#endif
  for (int r = 0; r < R; r++) {
    finish(left[r], rowScales[r], columnScales, bias, out + r * N);
    finish(right[r], rowScales[r], columnScales + 4, bias + 4, out + r * N + 4);
  }
}

/** out (T, N) = x (T, K) · weights (K, N) + bias, of levels and their scales. N is a multiple of 8. */
KERNEL("product") product(const Level *x, const float *rowScales, const int *rowSums, int T, int K, const int8_t *panels,
                          const float *columnScales, const float *bias, int N, float *out) {
  for (int n = 0; n < N; n += 8) {
    const int8_t *panel = panels + n * K;
    int t = 0;
    for (; t + ROWS <= T; t += ROWS) tile(ROWS, x + t * K, rowScales + t, rowSums + t, K, panel, columnScales + n, bias + n, N, out + t * N + n);
    for (; t + 2 <= T; t += 2) tile(2, x + t * K, rowScales + t, rowSums + t, K, panel, columnScales + n, bias + n, N, out + t * N + n);
  }
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

/** e to the x, for x from -87 to 0: 2 to the whole part of x / ln 2, times a polynomial of the rest (Cephes, Moshier). */
static inline v128_t exponential(v128_t x) {
  v128_t n = wasm_f32x4_nearest(mul(x, splat(1.44269504089f)));
  v128_t r = sub(sub(x, mul(n, splat(0.693359375f))), mul(n, splat(-2.12194440e-4f)));
  v128_t p = splat(1.9875691500e-4f);
  p = add(mul(p, r), splat(1.3981999507e-3f));
  p = add(mul(p, r), splat(8.3334519073e-3f));
  p = add(mul(p, r), splat(4.1665795894e-2f));
  p = add(mul(p, r), splat(1.6666665459e-1f));
  p = add(mul(p, r), splat(5.0000001201e-1f));
  p = add(add(mul(mul(p, r), r), r), splat(1));
  v128_t power = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(n), wasm_i32x4_const_splat(127)), 23);
  return mul(p, power);
}

#define WIDTH 32    // numbers of a query, a key and a value
#define QUERIES 4  // that are worked on together

/** Scores (QUERIES, T) become their exponentials, less the largest of each row; returns 1 / their sums. */
static inline void soften(float *scores, int count, int T, float *shares) {
  for (int r = 0; r < QUERIES; r++, scores += T) {
    for (int j = count; j < T; j++) scores[j] = -3.0e38f;
    v128_t most = splat(-3.0e38f), sum = splat(0);
    for (int j = 0; j < T; j += 4) most = wasm_f32x4_pmax(most, at(scores + j));
    v128_t largest = splat(max4(most));
    for (int j = 0; j < T; j += 4) {
      v128_t e = exponential(wasm_f32x4_pmax(sub(at(scores + j), largest), splat(-87)));
      wasm_v128_store(scores + j, e);
      sum = add(sum, e);
    }
    shares[r] = 1.0f / sum4(sum);
  }
}

/**
 * One head of attention over the first `count` of T tokens: out = softmax(q · kᵀ / √width) · v (Vaswani et al. 2017).
 * qkv (T, 3 · stride): queries, keys, values, of which the head's begin at `first`; keys (WIDTH, T) and scores (QUERIES, T) are
 * room to work in; out (T, stride), from `first` on. Rows from `count` to T are written too, with what happens to come out.
 */
KERNEL("attend") attend(const float *qkv, int count, int T, int stride, int first, float *keys, float *scores, float *out) {
  const int row = 3 * stride;
  for (int t = 0; t < T; t++)
    for (int d = 0; d < WIDTH; d++) keys[d * T + t] = qkv[t * row + stride + first + d];
  const float *values = qkv + 2 * stride + first;
  for (int t = 0; t < T; t += QUERIES) {
    const float *q = qkv + t * row + first;
    for (int j = 0; j < T; j += 4) {
      v128_t s[QUERIES] = {splat(0), splat(0), splat(0), splat(0)};
      ROLLED for (int d = 0; d < WIDTH; d++) {
        v128_t k = at(keys + d * T + j);
        for (int r = 0; r < QUERIES; r++) s[r] = add(s[r], mul(wasm_v128_load32_splat(q + r * row + d), k));
      }
      for (int r = 0; r < QUERIES; r++) wasm_v128_store(scores + r * T + j, mul(s[r], splat(0.17677669529f)));
    }
    float shares[QUERIES];
    soften(scores, count, T, shares);
    for (int i = 0; i < WIDTH; i += 8) {
      v128_t left[QUERIES], right[QUERIES];
      for (int r = 0; r < QUERIES; r++) left[r] = right[r] = splat(0);
      ROLLED for (int j = 0; j < count; j++) {
        v128_t a = at(values + j * row + i), b = at(values + j * row + i + 4);
        for (int r = 0; r < QUERIES; r++) {
          v128_t weight = wasm_v128_load32_splat(scores + r * T + j);
          left[r] = add(left[r], mul(weight, a));
          right[r] = add(right[r], mul(weight, b));
        }
      }
      for (int r = 0; r < QUERIES; r++) {
        float *o = out + (t + r) * stride + first + i;
        wasm_v128_store(o, mul(left[r], splat(shares[r])));
        wasm_v128_store(o + 4, mul(right[r], splat(shares[r])));
      }
    }
  }
}

/** x (count) becomes x · Φ(x) (Hendrycks and Gimpel 2016), Φ as an odd polynomial over [-4, 4], right to 2e-5. */
KERNEL("gelu") gelu(float *x, int count) {
  for (int i = 0; i < count; i += 4) {
    v128_t v = at(x + i);
    v128_t c = wasm_f32x4_pmin(wasm_f32x4_pmax(v, splat(-4)), splat(4));
    v128_t s = mul(c, c);
    v128_t p = splat(6.73947009e-11f);
    p = add(mul(p, s), splat(-6.06627539e-9f));
    p = add(mul(p, s), splat(2.44066694e-7f));
    p = add(mul(p, s), splat(-5.86033097e-6f));
    p = add(mul(p, s), splat(9.49379056e-5f));
    p = add(mul(p, s), splat(-1.1128445e-3f));
    p = add(mul(p, s), splat(9.81577482e-3f));
    p = add(mul(p, s), splat(-6.63236504e-2f));
    p = add(mul(p, s), splat(3.98881241e-1f));
    wasm_v128_store(x + i, mul(v, add(mul(p, c), splat(0.5f))));
  }
}
