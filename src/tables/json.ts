import type { Row } from './table.ts';

/** Digits of a whole number that a double may not hold. */
const LONG = /\d{16}/;
const TEXT_OR_LONG = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;
/** UTF-16 units of a line that are quoted in a message. */
const MAX_QUOTED = 60;

/**
 * Returns the value of a text of JSON. A whole number of 16 digits or more, which is an id and which a double would round,
 * comes as the text of its digits.
 * @throws SyntaxError when it is none
 */
export function parseJson(text: string): unknown {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!LONG.test(source)) return JSON.parse(source);
  try {
    return JSON.parse(source.replace(TEXT_OR_LONG, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  } catch {
    return JSON.parse(source);
  }
}

/** Says whether a value is an object of JSON, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the record of a line of JSON, or what is wrong with it. */
export function rowOfLine(text: string, line: number): Row {
  try {
    const value = parseJson(text);
    if (isRecord(value)) return { line, fields: value };
  } catch {
    // Said below.
  }
  const start = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
  return { line, message: `expected a JSON object, got ${JSON.stringify(start)}` };
}

/** Returns the list that a document is, or the only one of objects in it; undefined where there is none. */
export function listIn(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  if (!isRecord(document)) return undefined;
  const lists = Object.values(document).filter((value) => Array.isArray(value) && value.some(isRecord));
  return lists.length === 1 ? (lists[0] as unknown[]) : undefined;
}
