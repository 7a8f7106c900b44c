/** Numbers in an array that smaller ones are cut from. */
const SLAB = 16_384;

/**
 * Arrays of zeros cut from large ones: to allocate one for each of the lists that a text is read into would take as long
 * as to read it. One that is kept keeps its slab.
 */
function cutter<A extends Int32Array | Float32Array>(allocate: (length: number) => A): (length: number) => A {
  let slab = allocate(SLAB);
  let cut = 0;
  return (length) => {
    if (length > SLAB / 4) return allocate(length);
    if (cut + length > SLAB) {
      slab = allocate(SLAB);
      cut = 0;
    }
    cut += length;
    return slab.subarray(cut - length, cut) as A;
  };
}

export const cutInts = cutter((length) => new Int32Array(length));
export const cutFloats = cutter((length) => new Float32Array(length));
