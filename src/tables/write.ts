/** Returns a record as a line of a table (RFC 4180), with its line feed. A cell is quoted only where it has to be. */
export function recordLine(cells: readonly string[], delimiter: string): string {
  const cell = (text: string) =>
    /["\r\n]|^ | $/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  // An empty line would be none.
  return cells.length === 1 && cells[0] === '' ? '""\n' : `${cells.map(cell).join(delimiter)}\n`;
}
