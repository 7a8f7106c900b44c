/** Offset basis of FNV-1a in 32 bits. */
export const FNV_OFFSET_BASIS = 0x811c9dc5;
/** Prime of FNV-1a in 32 bits. */
export const FNV_PRIME = 0x01000193;

/** Returns FNV-1a over UTF-16 units (Fowler, Noll, Vo), from a seed: 32 bits, signed. */
export function hashString(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = addUnit(hash, text.charCodeAt(i));
  return hash;
}

/** Returns the hash of a string with one unit more. */
export const addUnit = (hash: number, unit: number) => Math.imul(hash ^ unit, FNV_PRIME);
