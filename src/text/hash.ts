/** Seed of FNV-1a's plain 32-bit hash; another seed gives an independent one. */
export const FNV_OFFSET_BASIS = 0x811c9dc5;

/** Returns the 32-bit FNV-1a hash of a string's UTF-16 units (Fowler, Noll, Vo), from a seed. */
export function hashString(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = addUnit(hash, text.charCodeAt(i));
  return hash;
}

/** Returns the hash of a string with one unit more. */
export const addUnit = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193);
