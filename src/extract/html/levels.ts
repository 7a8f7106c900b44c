/** Returns the index of the nearest item before each one at a lower level, null for none. */
export function parentsByLevel(levels: readonly number[]): (number | null)[] {
  const open: number[] = [];
  return levels.map((level, i) => {
    while (open.length > 0 && levels[open.at(-1)!]! >= level) open.pop();
    const parent = open.at(-1) ?? null;
    open.push(i);
    return parent;
  });
}
