/** What has the form of a table and is none of comments, by how it begins, and what to do. */
const KNOWN: readonly (readonly [beginning: RegExp, message: string])[] = [
  [
    /^"?topic"?,[^\n]{0,2000}\n"?url"?,[^\n]{0,2000}\n"?voters"?,/,
    'the table is the summary of Polis, which holds no comments: give comments.csv',
  ],
  [
    // A number or an id, and a text in quotation marks.
    /^"?[\w-]{1,40}"?([,;\t])(?:[^"\n]{0,200}\1)?"[^"\n]{20,2000}"(?:[,;\t\n]|$)/,
    'the text looks like a table without a header: put a line with the names of its columns above it, such as id,author,text',
  ],
];

/** Returns what a text is that is written as a table and has no header of comments, in words; null for any other text. */
export function nameOfTable(text: string): string | null {
  const start = text
    .slice(0, 8192)
    .replace(/^\ufeff/, '')
    .replaceAll('\r', '');
  return KNOWN.find(([beginning]) => beginning.test(start))?.[1] ?? null;
}
