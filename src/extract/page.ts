import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import { PageInput } from '../schemas.ts';
import { decodePage } from './charset.ts';

/** Pages are held in memory as a tree; larger ones are refused. In bytes, or in UTF-16 units for strings. */
const MAX_SIZE = 64 * 1024 * 1024;
/** How much of a page is looked at to tell what it is. */
const SAMPLE = 65_536;
/** A share of control characters that no text has. */
const BINARY_SHARE = 0.1;

/** A page whose kind is known and whose content has been checked. */
export type CheckedPage =
  | { readonly kind: 'html' | 'text'; readonly content: string; readonly url: string | null }
  | { readonly kind: 'json'; readonly content: unknown; readonly url: string | null };

/**
 * Returns the content of a file or response as input for `extractThread`: bytes are decoded by byte order mark,
 * declared charset and content, and HTML, JSON and plain text are told apart by content.
 *
 * @param options.url the page's address, where known
 * @throws BelowTheLineError `invalid-input` for binary and empty content, `too-large` above 64 MiB
 */
export function readPage(content: string | Uint8Array, options: { readonly url?: string } = {}): PageInput {
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) {
    throw invalid(`expected the page as a string or Uint8Array, got ${typeof content}`);
  }
  if (typeof content !== 'string') checkSize(content.byteLength, 'bytes');
  const text = typeof content === 'string' ? content : decodePage(content);
  checkText(text, 'the page');
  const url = options.url === undefined ? {} : { url: options.url };
  const json = parsedJson(text);
  if (json !== undefined) return { json, ...url };
  return looksLikeHtml(text) ? { html: text, ...url } : { text, ...url };
}

/**
 * Returns what was given, checked.
 *
 * @throws BelowTheLineError `invalid-input` unless exactly one of `html`, `text` and `json` holds readable content,
 * `too-large` above 64 MiB
 */
export function checkPage(input: PageInput): CheckedPage {
  const parsed = PageInput.safeParse(input);
  if (!parsed.success) throw invalid(`the page is not a PageInput:\n${z.prettifyError(parsed.error)}`);
  const given = (['html', 'text', 'json'] as const).filter((kind) => parsed.data[kind] !== undefined);
  const kind = given[0];
  if (kind === undefined || given.length > 1) {
    throw invalid(`expected exactly one of html, text and json, got ${given.join(' and ') || 'none of them'}`);
  }
  const url = parsed.data.url ?? null;
  const content = parsed.data[kind];
  if (kind === 'json') {
    if (typeof content === 'object' && content !== null) return { kind, content, url };
    throw invalid(`json: expected the parsed object or array, got ${content === null ? 'null' : typeof content}`);
  }
  checkText(content as string, kind);
  return { kind, content: content as string, url };
}

function checkText(text: string, what: string): void {
  checkSize(text.length, 'characters');
  if (text.trim() === '') throw invalid(`${what} is empty: expected HTML, JSON or plain text`);
  if (text.startsWith('%PDF-') || isBinary(text.slice(0, SAMPLE))) {
    throw invalid(`${what} is binary data: expected HTML, JSON or plain text`);
  }
}

function isBinary(sample: string): boolean {
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = sample.charCodeAt(i);
    if (unit === 0) return true;
    // Tab to carriage return and escape (a terminal's colours) do occur in text.
    if (unit < 9 || (unit > 13 && unit < 32 && unit !== 27)) controls++;
  }
  return controls > sample.length * BINARY_SHARE;
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
