/** Returns the beginning of a text, at most so many UTF-16 units, without half of a pair of surrogates at its end. */
export function beginning(text: string, units: number): string {
  const isSplit = text.length > units && /[\ud800-\udbff]$/.test(text.slice(Math.max(0, units - 1), units));
  return text.slice(0, isSplit ? units - 1 : units);
}
