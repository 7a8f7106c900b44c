import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import { rowsOf } from '../tables/index.ts';
import { unpack } from './container/index.ts';
import { looksLikeExport } from './export/index.ts';
import { PageInput } from './page-input.ts';

/** Pages are held in memory as a tree; larger ones are refused. In bytes, or in UTF-16 units for strings. */
const MAX_SIZE = 64 * 1024 * 1024;
/** How much of a page is looked at to tell what it is, in UTF-16 units. */
const SAMPLE = 65_536;
/** A share of control characters that no text has. */
const MAX_CONTROL_SHARE = 0.1;

/** A page whose kind is known and whose content is neither empty nor binary; null for an address that is not known. */
export type Page =
  | { readonly kind: 'html'; readonly html: string; readonly url: string | null }
  | { readonly kind: 'text'; readonly text: string; readonly url: string | null }
  | { readonly kind: 'json'; readonly json: object; readonly url: string | null }
  | { readonly kind: 'xml'; readonly xml: string; readonly url: string | null }
  | {
      readonly kind: 'lines' | 'table';
      readonly rows: readonly Readonly<Record<string, unknown>>[];
      readonly url: string | null;
    };

/** A file or response as it is, or a page whose kind the caller knows; every `Page` is one. */
export type PageSource = string | Uint8Array | PageInput;

/**
 * Returns a page, checked. Bytes are decoded by byte order mark, declared charset and content, and HTML, JSON and plain
 * text are told apart by content unless the caller names the kind. A `Page` comes back as an equal one.
 *
 * @param options.url the page's address, where known; counts more than the address in `source`
 * @throws BelowTheLineError `invalid-input` for binary and empty content, and unless exactly one of `html`, `text` and
 * `json` is given; `too-large` above 64 MiB
 */
export function readPage(source: PageSource, options: { readonly url?: string | undefined } = {}): Page {
  const url = options.url ?? null;
  if (typeof source === 'string') return recognized(source, url);
  if (source instanceof Uint8Array) {
    checkSize(source.byteLength, 'bytes');
    const unpacked = unpack(source);
    return recognized(unpacked.text, url ?? unpacked.url);
  }
  return ofNamedKind(source, url);
}

function recognized(text: string, url: string | null): Page {
  checkText(text, 'the page');
  const json = parsedJson(text);
  if (json !== undefined) return { kind: 'json', json, url };
  if (looksLikeExport(text)) return { kind: 'xml', xml: text, url };
  const rows = rowsOf(text);
  if (rows !== null) return { ...rows, url };
  return looksLikeHtml(text) ? { kind: 'html', html: text, url } : { kind: 'text', text, url };
}

function ofNamedKind(input: PageInput, address: string | null): Page {
  if (typeof input !== 'object' || input === null) {
    const got = input === null ? 'null' : typeof input;
    throw invalid(`the page is not a PageInput: expected one, or a string or Uint8Array, got ${got}`);
  }
  const parsed = PageInput.safeParse(input);
  if (!parsed.success) throw invalid(`the page is not a PageInput:\n${z.prettifyError(parsed.error)}`);
  const { html, text, json, xml, rows } = parsed.data;
  const url = address ?? parsed.data.url ?? null;
  const given = Object.entries({ html, text, json, xml, rows }).flatMap(([kind, value]) =>
    value === undefined ? [] : [kind],
  );
  if (given.length !== 1) {
    throw invalid(
      `expected exactly one of html, text, json, xml and rows, got ${given.join(' and ') || 'none of them'}`,
    );
  }
  if (html !== undefined) return { kind: 'html', html: checkText(html, 'html'), url };
  if (text !== undefined) return { kind: 'text', text: checkText(text, 'text'), url };
  if (xml !== undefined) return { kind: 'xml', xml: checkText(xml, 'xml'), url };
  if (rows !== undefined) return { kind: parsed.data.kind === 'table' ? 'table' : 'lines', rows, url };
  if (typeof json === 'object' && json !== null) return { kind: 'json', json, url };
  throw invalid(`json: expected the parsed object or array, got ${json === null ? 'null' : typeof json}`);
}

/** Returns the text, which is neither too large nor empty nor binary. */
function checkText(text: string, what: string): string {
  checkSize(text.length, 'characters');
  if (text.trim() === '') throw invalid(`${what} is empty: expected HTML, JSON or plain text`);
  if (text.startsWith('%PDF-') || isBinary(text.slice(0, SAMPLE))) {
    throw invalid(`${what} is binary data: expected HTML, JSON or plain text`);
  }
  return text;
}

function isBinary(sample: string): boolean {
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = sample.charCodeAt(i);
    if (unit === 0) return true;
    // Tab to carriage return and escape (a terminal's colours) do occur in text.
    if (unit < 9 || (unit > 13 && unit < 32 && unit !== 27)) controls++;
  }
  return controls > sample.length * MAX_CONTROL_SHARE;
}

function checkSize(size: number, unit: string): void {
  if (size <= MAX_SIZE) return;
  throw new BelowTheLineError('too-large', `the page has ${size} ${unit}: the limit is ${MAX_SIZE}`);
}

function parsedJson(text: string): object | undefined {
  if (!/^[\s\ufeff]*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** A page of markup starts with a tag; a fragment saved without its beginning still closes several. */
function looksLikeHtml(text: string): boolean {
  if (/^[\s\ufeff]*<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s>/])/i.test(text)) return true;
  return (text.slice(0, SAMPLE).match(/<\/(?:div|p|li|ul|ol|article|section|head|body|html)>/gi)?.length ?? 0) >= 3;
}

function invalid(message: string): BelowTheLineError {
  return new BelowTheLineError('invalid-input', message);
}
