import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import type { Warning } from '../schemas.ts';
import { isTextField, rowsOf } from '../tables/index.ts';
import { checkSize, isContainerOfText, unpack } from './container/index.ts';
import { looksLikeExport, looksLikeTextExport } from './export/index.ts';
import { brokenJson, jsonDocument } from './json/written.ts';
import { PageInput } from './page-input.ts';
import { nameOfTable, warningsOnProblems } from './rows/index.ts';

/** How much of a page is looked at to tell what it is, in UTF-16 units. */
const SAMPLE = 65_536;
/** A share of control characters that no text has. */
const MAX_CONTROL_SHARE = 0.1;

/** A page whose kind is known and whose content is neither empty nor binary. */
export type Page = (
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly json: object }
  | { readonly kind: 'xml'; readonly xml: string }
  | { readonly kind: 'lines' | 'table'; readonly rows: readonly Readonly<Record<string, unknown>>[] }
) & {
  /** Null for an address that is not known. */
  readonly url: string | null;
  /** What the file that held the page says of it; absent where there is nothing to say. */
  readonly warnings?: readonly Warning[];
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
  if (typeof source === 'string') {
    return isContainerOfText(source) ? unpacked(new TextEncoder().encode(source), url) : recognized(source, url);
  }
  return source instanceof Uint8Array ? unpacked(source, url) : ofNamedKind(source, url);
}

function unpacked(bytes: Uint8Array, address: string | null): Page {
  const { text, url, warnings } = unpack(bytes, address);
  const page = recognized(text, address ?? url);
  return warnings.length === 0 ? page : { ...page, warnings: [...warnings, ...(page.warnings ?? [])] };
}

function recognized(source: string, url: string | null): Page {
  const text = checkText(withoutStrayNuls(source), 'the page');
  const json = jsonDocument(text);
  if (json !== null) return { kind: 'json', json, url };
  if (looksLikeExport(text)) return { kind: 'xml', xml: text, url };
  if (looksLikeTextExport(text)) return { kind: 'text', text, url };
  if (startsAsMarkup(text)) return { kind: 'html', html: text, url };
  const found = rowsOf(text, isTextField);
  if (found !== null) {
    const { kind, rows, problems } = found;
    return { kind, rows, url, ...(problems.length > 0 && { warnings: warningsOnProblems(problems) }) };
  }
  const broken = brokenJson(text);
  if (broken !== null && typeof broken === 'object') return { ...broken, url };
  const message = broken ?? nameOfTable(text);
  const warnings = message === null ? {} : { warnings: [{ code: 'unreadable-data' as const, message }] };
  return looksLikeHtml(text) ? { kind: 'html', html: text, url } : { kind: 'text', text, url, ...warnings };
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
  const told = parsed.data.warnings === undefined ? {} : { warnings: parsed.data.warnings };
  const given = Object.entries({ html, text, json, xml, rows }).flatMap(([kind, value]) =>
    value === undefined ? [] : [kind],
  );
  if (given.length !== 1) {
    throw invalid(
      `expected exactly one of html, text, json, xml and rows, got ${given.join(' and ') || 'none of them'}`,
    );
  }
  if (html !== undefined) return { kind: 'html', html: checkText(withoutStrayNuls(html), 'html'), url, ...told };
  if (text !== undefined) return { kind: 'text', text: checkText(text, 'text'), url, ...told };
  if (xml !== undefined) return { kind: 'xml', xml: checkText(xml, 'xml'), url, ...told };
  if (rows !== undefined) return { kind: parsed.data.kind === 'table' ? 'table' : 'lines', rows, url, ...told };
  if (typeof json === 'object' && json !== null) return { kind: 'json', json, url, ...told };
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

/** Browsers read markup past NULs, which broken disks and downloads leave in pages. */
function withoutStrayNuls(text: string): string {
  if (!text.includes('\0')) return text;
  const rest = text.replaceAll('\0', '');
  return looksLikeHtml(rest) ? rest : text;
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

function startsAsMarkup(text: string): boolean {
  return /^[\s\ufeff]*<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s>/])/i.test(text);
}

/** A page of markup starts with a tag; a fragment saved without its beginning still closes several. */
function looksLikeHtml(text: string): boolean {
  if (startsAsMarkup(text)) return true;
  return (text.slice(0, SAMPLE).match(/<\/(?:div|p|li|ul|ol|article|section|head|body|html)>/gi)?.length ?? 0) >= 3;
}

function invalid(message: string): BelowTheLineError {
  return new BelowTheLineError('invalid-input', message);
}
