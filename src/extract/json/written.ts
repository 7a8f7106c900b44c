import type { Warning } from '../../schemas.ts';
import { isRecord, parseJson } from '../../tables/index.ts';

/** JSON as it is written in files: one document, or the objects that stand one after another. */
export type Written = (
  | { readonly kind: 'json'; readonly json: object }
  | { readonly kind: 'lines'; readonly rows: readonly Readonly<Record<string, unknown>>[] }
) & { readonly warnings: readonly Warning[] };

/** What servers put before JSON so that no page of another site runs it: `)]}'`, `while(1);`, `for(;;);`. */
const GUARD = /^\s*(?:\)\]\}'?,?|(?:while|for)\s?\([\d;]{1,4}\);?|&&&START&&&)\s*(?=[[{])/;
/** JSON that calls a function of the page that asks (JSONP). */
const CALL = /^\s*(?:\/\*\*\/\s*)?(?:typeof [\w$.]{1,100} === 'function' && )?[\w$.]{1,100}\((?=\s*[[{])/;
/** The page in which browsers show an answer that is no page, as they save it. */
const SHOWN =
  /^\s*<html[^<>]{0,500}>\s*<head>(?:\s*<(?:meta|link|title|\/title|style|\/style)\b[^<>]{0,500}>){0,9}\s*<\/head>\s*<body[^<>]{0,500}>\s*(?:<div[^<>]{0,500}>\s*)?<pre[^<>]{0,500}>(?=\s*[[{])/i;
/** Stands before each value of a sequence (RFC 7464). */
const RECORD_SEPARATOR = String.fromCharCode(30);
const STARTS = /^[\s\ufeff]*(?:\[\s*(?:[[{"\]]|$)|\{\s*(?:["}]|$))/;

/** Returns the document that a text is, without what stands around it for servers and browsers; null where it is none. */
export function jsonDocument(text: string): object | null {
  const source = bare(text);
  if (!/^[\s\ufeff]*[[{]/.test(source)) return null;
  try {
    return parseJson(source) as object;
  } catch {
    return null;
  }
}

/**
 * Returns what can be read of a text that begins as JSON and is no document: documents one after another, and the beginning
 * of one that is cut short. What cannot be read comes as a message; null is returned for what does not begin as JSON.
 */
export function brokenJson(source: string): Written | string | null {
  const text = source.replaceAll(RECORD_SEPARATOR, ' ');
  if (!STARTS.test(text)) return null;
  const { values, rest } = documents(text);
  const warnings: Warning[] = [];
  if (rest !== null) {
    const mended = parsed(rest.closed);
    if (mended === undefined && values.length === 0) return `the text begins as JSON and is none: ${faultIn(text)}`;
    if (mended !== undefined) values.push(mended);
    const message = `the JSON is cut short or broken at character ${rest.end}: it was read up to there`;
    warnings.push({ code: 'truncated', message });
  }
  if (values.length === 1) return { kind: 'json', json: values[0] as object, warnings };
  // Pages of an answer that is a list.
  if (values.every(Array.isArray)) return { kind: 'json', json: values.flat(), warnings };
  return { kind: 'lines', rows: values.flat().filter(isRecord), warnings };
}

function bare(text: string): string {
  const shown = SHOWN.exec(text.slice(0, 4096));
  if (shown !== null) {
    const end = text.indexOf('</pre>', shown[0].length);
    return unescaped(text.slice(shown[0].length, end === -1 ? text.length : end));
  }
  const guard = GUARD.exec(text);
  if (guard !== null) return text.slice(guard[0].length);
  const call = CALL.exec(text.slice(0, 1000));
  return call === null ? text : text.slice(call[0].length).replace(/\)\s*(?:;\s*)?$/, '');
}

/** Browsers write no more than these as entities. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&');
}

interface Documents {
  readonly values: unknown[];
  /** What is left where a document does not end or cannot be parsed; null where nothing is. */
  readonly rest: { readonly closed: string; readonly end: number } | null;
}

/** The objects and lists that stand one after another, in one pass. */
function documents(text: string): Documents {
  const values: unknown[] = [];
  let closers = '';
  let start = 0;
  /** Where the last value inside of the document ended, and what closes the document there. */
  let [end, closedBy] = [0, ''];
  const rest = () => ({ closed: text.slice(start, end) + closedBy, end });
  const sign = /["{}[\]]/g;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const [mark] = match;
    if (mark === '"') {
      const close = endOfText(text, match.index);
      if (close === -1) break;
      sign.lastIndex = close;
    } else if (mark === '{' || mark === '[') {
      if (closers === '') start = match.index;
      closers = (mark === '{' ? '}' : ']') + closers;
      if (closers.length > MAX_DEPTH) return { values, rest: rest() };
    } else {
      if (closers[0] !== mark) return { values, rest: rest() };
      closers = closers.slice(1);
      [end, closedBy] = [sign.lastIndex, closers];
      if (closers !== '') continue;
      const value = parsed(text.slice(start, end));
      if (value === undefined) return { values, rest: { closed: '', end: start } };
      values.push(value);
      start = end;
    }
  }
  const isWhole = closers === '' && /^[\s,]*$/.test(text.slice(start, start + 1000));
  return { values, rest: isWhole ? null : rest() };
}

/** No answer goes near it. */
const MAX_DEPTH = 1000;

/** The offset behind the quotation mark that ends a text; -1 where none does. */
function endOfText(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text[before - 1] === '\\') before--;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function faultIn(text: string): string {
  try {
    JSON.parse(text);
    return 'it holds no object';
  } catch (error) {
    return (error as Error).message.replace(/\s+/g, ' ').slice(0, 200);
  }
}
