import { isRecord, parseJson } from './json.ts';

/** The form that records stand in: a JSON document, a JSON object a line, or a table. */
export type Form = 'json' | 'lines' | 'table';

/** Lines by which a text is told to be JSON lines: the first may be broken. */
const MAX_LINES = 10;

/** Returns the form that a text must have by its beginning, if it holds records at all. */
export function formOf(sample: string): Form {
  const start = sample.replace(/^\ufeff/, '').trimStart();
  if (/^\[\s*(?:[[{\]"]|$)/.test(start)) return 'json';
  const lines = start.split(/\r?\n|\r/, MAX_LINES);
  // In a document that is laid out, what stands inside of it is indented.
  if (lines.some(isWhole)) return 'lines';
  if (!start.startsWith('{')) return 'table';
  return lines.length === 1 ? 'lines' : 'json';
}

function isWhole(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    return isRecord(parseJson(line));
  } catch {
    return false;
  }
}
