import { GATHER } from './gather.wasm.ts';
import { type PackedTable, packedStride } from './packed-table.ts';
import { instantiate } from './wasm.ts';

/**
 * Sums of rows that are met at random, and such rows times a vector: an embedding bag and its transpose. `width` is a
 * positive multiple of four; arrays come from the arena that the kernels were made with; `out` overlaps nothing else.
 */
export interface GatherKernels {
  /**
   * Embedding bag: out[d] += Σ rows[offsets[i] + at + d], over i from `from` to `to` (exclusive), in this order.
   *
   * rows: f32; offsets: (tokens) i32, in numbers, multiples of four; out: (width) f32. Reads rows from offsets, adds to
   * out.
   */
  gatherSum(
    rows: Float32Array,
    at: number,
    width: number,
    offsets: Int32Array,
    from: number,
    to: number,
    out: Float32Array,
  ): void;
  /**
   * out[i] += Σ rows[offsets[i] + at + d] · vector[d], over d, for i from `from` to `to` (exclusive).
   *
   * rows: f32; offsets: (tokens) i32, in numbers, multiples of four; vector: (width) f32; out: (tokens) f32. Reads rows
   * from offsets and vector, adds to out.
   */
  gatherDot(
    rows: Float32Array,
    at: number,
    width: number,
    offsets: Int32Array,
    from: number,
    to: number,
    vector: Float32Array,
    out: Float32Array,
  ): void;
  /**
   * Embedding bag of int8: out[d] += Σ scale[ids[i]] · table[ids[i], d], over i from `from` to `to` (exclusive), in
   * this order.
   *
   * table: (rows, width); ids: i32, each below rows; out: (width) f32. Reads table by ids, adds to out.
   */
  gatherSumInt8(table: PackedTable, ids: Int32Array, from: number, to: number, out: Float32Array): void;
  /**
   * out[i] = scale[ids[i]] · Σ table[ids[i], d] · vector[d], over d, for the first `count` ids.
   *
   * table: (rows, width); ids: i32, each below rows; vector: (width) f32; out: (count) f32. Reads table by ids and
   * vector, writes out.
   */
  gatherDotInt8(table: PackedTable, ids: Int32Array, count: number, vector: Float32Array, out: Float32Array): void;
}

/** The kernels in plain JavaScript. */
export const plainGather: GatherKernels = {
  gatherSum(rows, at, width, offsets, from, to, out) {
    for (let i = from; i < to; i++) {
      let row = offsets[i]! + at;
      for (let d = 0; d < width; d++, row++) out[d] = out[d]! + rows[row]!;
    }
  },

  gatherDot(rows, at, width, offsets, from, to, vector, out) {
    for (let i = from; i < to; i++) {
      let row = offsets[i]! + at;
      // Two sums, so that one addition need not wait for the other.
      let even = 0;
      let odd = 0;
      for (let d = 0; d < width; d += 2, row += 2) {
        even += rows[row]! * vector[d]!;
        odd += rows[row + 1]! * vector[d + 1]!;
      }
      out[i] = out[i]! + even + odd;
    }
  },

  gatherSumInt8({ width, bytes, scales }, ids, from, to, out) {
    for (let i = from; i < to; i++) {
      let at = ids[i]! * packedStride(width);
      const scale = scales[at >> 2]!;
      at += 4;
      for (let d = 0; d < width; d++, at++) out[d] = out[d]! + scale * bytes[at]!;
    }
  },

  gatherDotInt8({ width, bytes, scales }, ids, count, vector, out) {
    for (let i = 0; i < count; i++) {
      let at = ids[i]! * packedStride(width);
      const scale = scales[at >> 2]!;
      at += 4;
      let sum = 0;
      for (let d = 0; d < width; d++, at++) sum += bytes[at]! * vector[d]!;
      out[i] = scale * sum;
    }
  },
};

/** Returns the kernels in WebAssembly over a memory. Throws where WebAssembly or its vectors cannot be had. */
export function createGather(memory: WebAssembly.Memory): GatherKernels {
  const run = instantiate<keyof GatherKernels>(GATHER, { memory });
  return {
    gatherSum(rows, at, width, offsets, from, to, out) {
      const first = offsets.byteOffset + 4 * from;
      const last = offsets.byteOffset + 4 * to;
      run.gatherSum(rows.byteOffset + 4 * at, width, first, last, out.byteOffset);
    },

    gatherDot(rows, at, width, offsets, from, to, vector, out) {
      const first = offsets.byteOffset + 4 * from;
      const last = offsets.byteOffset + 4 * to;
      run.gatherDot(rows.byteOffset + 4 * at, width, first, last, vector.byteOffset, out.byteOffset + 4 * from);
    },

    gatherSumInt8({ width, bytes }, ids, from, to, out) {
      const first = ids.byteOffset + 4 * from;
      const last = ids.byteOffset + 4 * to;
      run.gatherSumInt8(bytes.byteOffset, width, first, last, out.byteOffset);
    },

    gatherDotInt8({ width, bytes }, ids, count, vector, out) {
      const first = ids.byteOffset;
      const last = ids.byteOffset + 4 * count;
      run.gatherDotInt8(bytes.byteOffset, width, first, last, vector.byteOffset, out.byteOffset);
    },
  };
}

/** Of more rows than this, single precision would lose what the last ones add: they are summed in parts. */
export const PART_ROWS = 128;

/**
 * Adds the rows of the first `count` ids to `out`, part by part.
 *
 * @param part room of (width) f32, overwritten
 */
export function gatherSumInt8InParts(
  kernels: Pick<GatherKernels, 'gatherSumInt8'>,
  table: PackedTable,
  ids: Int32Array,
  count: number,
  part: Float32Array,
  out: Float32Array,
): void {
  for (let at = 0; at < count; at += PART_ROWS) {
    part.fill(0);
    kernels.gatherSumInt8(table, ids, at, Math.min(count, at + PART_ROWS), part);
    for (let d = 0; d < out.length; d++) out[d] = out[d]! + part[d]!;
  }
}
