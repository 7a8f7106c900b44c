/** Length of a block, in numbers. */
const BLOCK = 16_384;
/** A longer array has a block of its own. */
const MAX_SHORT = BLOCK / 4;

/**
 * A bump allocator for short typed arrays, zeroed: to allocate each of the lists that a text is read into would take as
 * long as to read it. An array that is kept keeps its block.
 */
function bumpAllocator<A extends Int32Array | Float32Array | Uint16Array>(
  allocate: (length: number) => A,
): (length: number) => A {
  let block = allocate(BLOCK);
  let used = 0;
  return (length) => {
    if (length > MAX_SHORT) return allocate(length);
    if (used + length > BLOCK) {
      block = allocate(BLOCK);
      used = 0;
    }
    used += length;
    return block.subarray(used - length, used) as A;
  };
}

/** Returns a zeroed array of 32-bit integers. */
export const allocateInts = bumpAllocator((length) => new Int32Array(length));
/** Returns a zeroed array of 32-bit floats. */
export const allocateFloats = bumpAllocator((length) => new Float32Array(length));
/** Returns a zeroed array of UTF-16 units. */
export const allocateUnits = bumpAllocator((length) => new Uint16Array(length));
