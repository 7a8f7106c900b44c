/** White space that is more than one space. */
const UNEVEN = /[^\S ]| {2}/;

/** Returns a text on one line, its white space collapsed. */
export function oneLine(text: string): string {
  return (UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

/** Returns the first line of a text. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}

/** Returns lines as one text, without those at the top and at the bottom that `isDropped` accepts. */
export function trimmedLines(lines: readonly string[], isDropped: (line: string) => boolean): string {
  const start = lines.findIndex((line) => !isDropped(line));
  const last = lines.findLastIndex((line) => !isDropped(line));
  return start === -1 ? '' : lines.slice(start, last + 1).join('\n');
}

/** Returns the letters and digits of a text, in lower case: titles and headings differ in quotation marks, dashes and case. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Says whether a text ends as sentences do, or as comments do: with a mark or a face. */
export function endsAsSentence(text: string): boolean {
  return /(?:[.!?…。！？"”»\p{Extended_Pictographic}]|[:;=.!?…-]\))$/u.test(text);
}
