/** Columns of text for people: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] as readonly string[]).map((_, c) =>
    Math.max(...rows.map((row) => (row[c] as string).length)),
  );
  const cells = (row: readonly string[]) =>
    row.map((text, c) => (c === 0 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!)));
  return rows.map((row) => cells(row).join('  ').trimEnd()).join('\n');
}

/** A number from 0 to 1 to three decimals, a dash where it is not defined. */
export const share = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3);
