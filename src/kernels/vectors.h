// What the kernels in C have in common: vectors of four numbers of 32 bits.
#pragma once
#include <stdint.h>
#include <wasm_simd128.h>

#define KERNEL(name) __attribute__((export_name(name))) void

// Unrolled, the loop over inputs is half as quick: its vectors no longer fit.
#define ROLLED _Pragma("clang loop unroll(disable)")

static inline v128_t splat(float x) { return wasm_f32x4_splat(x); }
static inline v128_t mul(v128_t a, v128_t b) { return wasm_f32x4_mul(a, b); }
static inline v128_t add(v128_t a, v128_t b) { return wasm_f32x4_add(a, b); }
static inline v128_t sub(v128_t a, v128_t b) { return wasm_f32x4_sub(a, b); }
static inline v128_t at(const float *p) { return wasm_v128_load(p); }

/** A number four times that the compiler takes for a variable: V8 makes constants anew in every turn of a loop. */
static inline v128_t kept(float x) {
  volatile float variable = x;
  return splat(variable);
}

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

static inline int sumOf(v128_t v) {
  return wasm_i32x4_extract_lane(v, 0) + wasm_i32x4_extract_lane(v, 1) + wasm_i32x4_extract_lane(v, 2) + wasm_i32x4_extract_lane(v, 3);
}

/** Added to a number of less than 2^22, this leaves it rounded to a whole one, halves to even, in the lower bits of the sum. */
#define SHIFT 12582912.0f

/** Whole numbers. shift: SHIFT, whose bits are taken off the sum again. */
static inline v128_t rounded(v128_t x, v128_t shift) { return wasm_i32x4_sub(add(x, shift), shift); }

/** What is no larger counts as zeros where it is rounded: 1 / it may be too large for a float. */
#define LEAST 1e-30f

/** What numbers are multiplied with so that the largest becomes `most`. */
static inline v128_t inverseOf(float largest, float most) { return splat(largest > LEAST ? most / largest : 0.0f); }
