/** Hands out arrays, zeroed, that kernels read and write; what it has handed out stays. */
export interface Arena {
  floats(length: number): Float32Array;
  ints(length: number): Int32Array;
  bytes(length: number): Int8Array;
}

/** Arrays start at multiples of as many bytes: four numbers of four bytes, as kernels load them. */
const ALIGNMENT = 16;

/** Arrays each by itself, for plain kernels, which need no common memory. */
export const plainArena: Arena = {
  floats: (length) => new Float32Array(length),
  ints: (length) => new Int32Array(length),
  bytes: (length) => new Int8Array(length),
};

/**
 * Returns a bump allocator: it cuts arrays from a buffer, one behind the other, each from a multiple of 16 bytes on.
 * They throw a RangeError where the buffer ends.
 */
export function createArena(buffer: ArrayBuffer): Arena {
  let used = 0;
  const reserve = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  return {
    floats: (length) => new Float32Array(buffer, reserve(4 * length), length),
    ints: (length) => new Int32Array(buffer, reserve(4 * length), length),
    bytes: (length) => new Int8Array(buffer, reserve(length), length),
  };
}

/** Returns the next multiple of four: the width of a row once it is padded with zeros. */
export const padded = (length: number): number => Math.ceil(length / 4) * 4;
