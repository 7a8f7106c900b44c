/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), from a seed. */
export function hashString(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = addUnit(hash, text.charCodeAt(i));
  return hash;
}

/** The hash of a string with one unit more. */
export const addUnit = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193);
