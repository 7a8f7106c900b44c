// Attention in whole numbers: queries, keys, shares and values are rounded to levels of 16 bits, so that sums are exact in any
// order. T tokens stand for `count` made a multiple of 8.
#pragma once
#include "vectors.h"

#define WIDTH 32        // numbers of a query, a key and a value
#define QUERIES 4       // that are worked on together
#define FINE 4095.0f    // levels of queries and keys on either side: the difference of two sums of 32 products fits into 32 bits
#define COARSE 2047.0f  // levels of shares and values: a sum of 512 products fits into 32 bits

/** Sums of products of QUERIES rows with two panels of 4 columns; pairs of a row and of a column stand side by side. */
static inline void dots(const int16_t *x, int stride, int pairs, const int16_t *a, const int16_t *b, v128_t *left, v128_t *right) {
  for (int r = 0; r < QUERIES; r++) left[r] = right[r] = wasm_i32x4_const_splat(0);
  ROLLED for (int k = 0; k < pairs; k++, x += 2, a += 8, b += 8) {
    v128_t first = wasm_v128_load(a), second = wasm_v128_load(b);
    for (int r = 0; r < QUERIES; r++) {
      v128_t row = wasm_v128_load32_splat(x + r * stride);
      left[r] = wasm_i32x4_add(left[r], wasm_i32x4_dot_i16x8(row, first));
      right[r] = wasm_i32x4_add(right[r], wasm_i32x4_dot_i16x8(row, second));
    }
  }
}

/** The largest size among WIDTH numbers of each of `count` rows, `stride` apart. */
static inline float largestOf(const float *x, int stride, int count) {
  v128_t most = splat(0);
  for (int t = 0; t < count; t++, x += stride)
    for (int d = 0; d < WIDTH; d += 4) most = wasm_f32x4_pmax(most, wasm_f32x4_abs(at(x + d)));
  return max4(most);
}

/** Levels of 8 numbers. */
static inline v128_t levelsOf(const float *x, v128_t inverse, v128_t shift) {
  return wasm_i16x8_narrow_i32x4(rounded(mul(at(x), inverse), shift), rounded(mul(at(x + 4), inverse), shift));
}

/** Rounds keys, `stride` apart, into panels of 4 tokens, (T / 4, WIDTH / 2, 4, 2); returns their scale. */
static inline float packKeys(const float *x, int stride, int count, v128_t shift, int16_t *keys) {
  float largest = largestOf(x, stride, count);
  v128_t inverse = inverseOf(largest, FINE);
  for (int t = 0; t < count; t++, x += stride) {
    int32_t *to = (int32_t *)keys + (t & ~3) * (WIDTH / 2) + (t & 3);
    for (int d = 0; d < WIDTH; d += 8, to += 16) {
      v128_t levels = levelsOf(x + d, inverse, shift);
      wasm_v128_store32_lane(to, levels, 0);
      wasm_v128_store32_lane(to + 4, levels, 1);
      wasm_v128_store32_lane(to + 8, levels, 2);
      wasm_v128_store32_lane(to + 12, levels, 3);
    }
  }
  return largest / FINE;
}

/** Rounds values, `stride` apart, into panels of 4 numbers, (WIDTH / 4, T / 2, 4, 2), with a scale for each of the WIDTH. */
static inline void packValues(const float *x, int stride, int count, int T, v128_t shift, int16_t *values, float *scales) {
  float inverse[WIDTH];
  for (int d = 0; d < WIDTH; d += 4) wasm_v128_store(scales + d, splat(0));
  for (int t = 0; t < count; t++)
    for (int d = 0; d < WIDTH; d += 4) wasm_v128_store(scales + d, wasm_f32x4_pmax(at(scales + d), wasm_f32x4_abs(at(x + t * stride + d))));
  for (int d = 0; d < WIDTH; d += 4) {
    v128_t most = at(scales + d);
    wasm_v128_store(inverse + d, wasm_v128_and(wasm_f32x4_div(splat(COARSE), most), wasm_f32x4_gt(most, splat(LEAST))));
    wasm_v128_store(scales + d, wasm_f32x4_div(most, splat(COARSE)));
  }
  for (int t = 0; t < count; t += 2, x += 2 * stride)
    for (int d = 0; d < WIDTH; d += 4) {
      v128_t a = rounded(mul(at(x + d), at(inverse + d)), shift);
      v128_t b = t + 1 < count ? rounded(mul(at(x + stride + d), at(inverse + d)), shift) : wasm_i32x4_const_splat(0);
      v128_t pairs = wasm_v128_or(wasm_v128_and(a, wasm_i32x4_const_splat(0xffff)), wasm_i32x4_shl(b, 16));
      wasm_v128_store(values + d * T + t * 4, pairs);
    }
}

/** What `power` is made with. */
typedef struct {
  v128_t least, shift, factors[4];
} Power;

static inline Power powerOf(void) {
  return (Power){kept(-24), kept(SHIFT), {kept(0.0550089f * COARSE), kept(0.2422110f * COARSE), kept(0.6932829f * COARSE), kept(COARSE)}};
}

/** Levels of 2 to the x, for x of at most 0: 2 to the whole part, added to the exponent of a polynomial of the rest (to 1e-4). */
static inline v128_t power(const Power *with, v128_t x) {
  v128_t c = wasm_f32x4_pmax(x, with->least);
  v128_t shifted = add(c, with->shift);
  v128_t r = sub(c, sub(shifted, with->shift)), p = with->factors[0];
  for (int f = 1; f < 4; f++) p = add(mul(p, r), with->factors[f]);
  return rounded(wasm_i32x4_add(p, wasm_i32x4_shl(shifted, 23)), with->shift);
}

/** Scores (QUERIES, T) become levels of 2 to the (score - the largest) · scale, in place in 16 bits; returns 1 / their sums. */
static inline void soften(int32_t *scores, int count, int T, const float *scales, float *shares) {
  const Power with = powerOf();
  for (int r = 0; r < QUERIES; r++, scores += T) {
    int16_t *levels = (int16_t *)scores;
    for (int j = count; j < T; j++) scores[j] = scores[0];
    v128_t most = wasm_v128_load(scores), scale = splat(scales[r]), sums = wasm_i32x4_const_splat(0);
    for (int j = 4; j < T; j += 4) most = wasm_i32x4_max(most, wasm_v128_load(scores + j));
    most = wasm_i32x4_max(most, wasm_i32x4_shuffle(most, most, 2, 3, 0, 1));
    most = wasm_i32x4_max(most, wasm_i32x4_shuffle(most, most, 1, 0, 3, 2));
    for (int j = 0; j < T; j += 8) {
      v128_t a = power(&with, mul(wasm_f32x4_convert_i32x4(wasm_i32x4_sub(wasm_v128_load(scores + j), most)), scale));
      v128_t b = power(&with, mul(wasm_f32x4_convert_i32x4(wasm_i32x4_sub(wasm_v128_load(scores + j + 4), most)), scale));
      wasm_v128_store(levels + j, wasm_i16x8_narrow_i32x4(a, b));
      sums = wasm_i32x4_add(sums, wasm_i32x4_add(a, b));
    }
    int sum = sumOf(sums);
    for (int j = count; j < T; j++) {
      sum -= levels[j];
      levels[j] = 0;
    }
    shares[r] = 1.0f / (float)sum;
  }
}

/**
 * One head of attention of the first `queries` tokens over `count`: out = softmax(q · kᵀ / √width) · v (Vaswani et al. 2017), its
 * products of 16-bit levels. qkv (count, 3 · stride): queries, keys, values, of which the head's begin at `first`; out (queries,
 * stride), from `first` on. Queries are taken in fours: rows behind are read and written too, with what happens to come out.
 * room: 144 bytes for each of T tokens, `count` made a multiple of 8.
 */
KERNEL("attend") attend(const float *qkv, int queries, int count, int stride, int first, int16_t *room, float *out) {
  const int row = 3 * stride, T = (count + 7) & ~7;
  const v128_t shift = kept(SHIFT);
  int16_t *keys = room, *values = keys + WIDTH * T, queryLevels[QUERIES * WIDTH];
  int32_t *scores = (int32_t *)(values + WIDTH * T);
  float valueScales[WIDTH], scales[QUERIES], shares[QUERIES];
  float keyScale = packKeys(qkv + stride + first, row, count, shift, keys) * (float)(1.4426950408889634 * 0.17677669529663687);
  packValues(qkv + 2 * stride + first, row, count, T, shift, values, valueScales);
  v128_t left[QUERIES], right[QUERIES];
  for (int t = 0; t < queries; t += QUERIES) {
    for (int r = 0; r < QUERIES; r++) {
      const float *q = qkv + (t + r) * row + first;
      float largest = largestOf(q, 0, 1);
      v128_t inverse = inverseOf(largest, FINE);
      for (int d = 0; d < WIDTH; d += 8) wasm_v128_store(queryLevels + r * WIDTH + d, levelsOf(q + d, inverse, shift));
      scales[r] = largest / FINE * keyScale;
    }
    for (int j = 0; j < T; j += 8) {
      dots(queryLevels, WIDTH, WIDTH / 2, keys + j * WIDTH, keys + (j + 4) * WIDTH, left, right);
      for (int r = 0; r < QUERIES; r++) {
        wasm_v128_store(scores + r * T + j, left[r]);
        wasm_v128_store(scores + r * T + j + 4, right[r]);
      }
    }
    soften(scores, count, T, scales, shares);
    for (int i = 0; i < WIDTH; i += 8) {
      dots((int16_t *)scores, 2 * T, (count + 1) / 2, values + i * T, values + (i + 4) * T, left, right);
      for (int r = 0; r < QUERIES; r++) {
        float *o = out + (t + r) * stride + first + i;
        wasm_v128_store(o, mul(mul(wasm_f32x4_convert_i32x4(left[r]), splat(shares[r])), at(valueScales + i)));
        wasm_v128_store(o + 4, mul(mul(wasm_f32x4_convert_i32x4(right[r]), splat(shares[r])), at(valueScales + i + 4)));
      }
    }
  }
}
