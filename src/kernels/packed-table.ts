import { type Arena, padded } from './arena.ts';

/**
 * A table of int8 as kernels read it: (rows, 4 + width) bytes, of each row its scale (f32) and then its numbers, padded
 * with zeros to a multiple of four. Rows are met at random, so that scale and numbers are one walk to memory.
 */
export interface PackedTable {
  /** Numbers in a row, a multiple of four. */
  readonly width: number;
  readonly bytes: Int8Array;
  /** The same memory in numbers of four bytes: the scale of a row stands where the row starts. */
  readonly scales: Float32Array;
}

/** Returns how many bytes lie from row to row. */
export const packedStride = (width: number): number => width + 4;

/** (rows, dimensions): row `i` is `values[i * dimensions …]`, times `scales[i]` where there are scales. */
export interface RowTable {
  readonly dimensions: number;
  readonly values: Int8Array | Float32Array;
  readonly scales: Float32Array | null;
}

/**
 * Returns a copy of a table in the arena, of rows · `packedStride(padded(dimensions))` bytes. Throws a TypeError where
 * its rows are no bytes.
 */
export function packTable({ dimensions, values, scales }: RowTable, arena: Pick<Arena, 'bytes'>): PackedTable {
  if (!(values instanceof Int8Array)) throw new TypeError('packTable got rows of floats, expected int8');
  const width = padded(dimensions);
  const stride = packedStride(width);
  const rows = values.length / dimensions;
  const bytes = arena.bytes(rows * stride);
  const packed = { width, bytes, scales: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) };
  for (let row = 0; row < rows; row++) {
    packed.scales[(row * stride) / 4] = scales?.[row] ?? 1;
    bytes.set(values.subarray(row * dimensions, (row + 1) * dimensions), row * stride + 4);
  }
  return packed;
}
