/** Columns of text for people: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] as readonly string[]).map((_, c) =>
    Math.max(...rows.map((row) => (row[c] as string).length)),
  );
  const cells = (row: readonly string[]) =>
    row.map((text, c) => (c === 0 ? text.padEnd(widths[c] as number) : text.padStart(widths[c] as number)));
  return rows.map((row) => cells(row).join('  ').trimEnd()).join('\n');
}
