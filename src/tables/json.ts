import type { Row } from './table.ts';

/** Digits of a whole number that a double may not hold. */
const LONG = /\d{16}/;
/** Where a text begins, and whole numbers that long. */
const QUOTE_OR_LONG = /"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
/** Where a text begins, and what is no JSON though it is written: a comma behind the last item, and Python's NaN. */
const QUOTE_OR_STRAY = /"|,(?=\s{0,1000}[\]}])|-?\b(?:NaN|Infinity)\b/g;
const QUOTE_OR_ESCAPE = /["\\]/g;
/** UTF-16 units of a line that are quoted in a message. */
const MAX_QUOTED = 60;

/**
 * Returns the value of a text of JSON. A whole number that a double would round, which is an id, comes as the text of its
 * digits; a comma behind the last item does not count, and NaN, which Python and pandas write, is null.
 * @throws SyntaxError when it is none
 */
export function parseJson(text: string): unknown {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const exact = LONG.test(source) ? replaced(source, QUOTE_OR_LONG, quotedId) : source;
  try {
    return JSON.parse(exact);
  } catch (error) {
    const meant = replaced(exact, QUOTE_OR_STRAY, (stray) => (stray === ',' ? '' : 'null'));
    if (meant === exact) throw error;
    return JSON.parse(meant);
  }
}

/** A whole number that a double would round as a text. */
const quotedId = (digits: string): string => (Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`);

/** Returns JSON with what `pattern` finds outside of its texts replaced; it has to find the quote that begins a text. */
function replaced(source: string, pattern: RegExp, by: (token: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(source); found !== null; found = pattern.exec(source)) {
    const [token] = found;
    if (token === '"') pattern.lastIndex = textEnd(source, found.index + 1);
    else {
      parts.push(source.slice(done, found.index), by(token));
      done = pattern.lastIndex;
    }
  }
  return parts.join('') + source.slice(done);
}

/** Returns the offset behind the quote that ends a text. One expression for all of it would run out of stack on megabytes. */
function textEnd(source: string, start: number): number {
  QUOTE_OR_ESCAPE.lastIndex = start;
  for (let found = QUOTE_OR_ESCAPE.exec(source); found !== null; found = QUOTE_OR_ESCAPE.exec(source)) {
    if (found[0] === '"') return found.index + 1;
    QUOTE_OR_ESCAPE.lastIndex++;
  }
  return source.length;
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
