import { decodePage } from '../charset.ts';
import { binaryString, type Container, held, invalid } from './container.ts';
import { absolute, type FramedPage, withFrames } from './frames.ts';
import { type HeaderFields, headerFields, mediaType, parameter } from './header-fields.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** How far the fields before the first part reach, in bytes. */
const MAX_HEADER = 65_536;
const LESS_THAN = 0x3c;
/** Multipart within multipart; Word writes two. */
const MAX_LEVELS = 3;
/** More than any page has pictures and frames. */
const MAX_PARTS = 10_000;

/** A file of Chrome, Edge, Internet Explorer or Word that holds a page with its frames (RFC 2557). */
export const mhtml: Container = {
  name: 'MHTML',
  recognizes: (bytes) => {
    const fields = messageFields(bytes);
    return fields !== null && mediaType(fields.get('content-type')) === 'multipart/related';
  },
  open: (bytes) => {
    const parts = partsOf(binaryString(bytes), 0).filter(({ type }) =>
      /^(?:text\/html|application\/xhtml\+xml)$/.test(type),
    );
    const first = parts[0];
    if (first === undefined) throw invalid('the MHTML holds no part of HTML: expected a saved page');
    const byName = new Map<string, Part>();
    for (const part of parts) for (const name of part.names) if (!byName.has(name)) byName.set(name, part);
    const html = withFrames(pageOf(first), (name) => {
      const part = byName.get(name);
      return part === undefined ? null : pageOf(part);
    });
    return held({
      bytes: new TextEncoder().encode(html),
      charset: 'utf-8',
      url: /^https?:/.test(first.url ?? '') ? first.url : null,
    });
  },
};

/** Returns the fields of a message in MIME, or null where the file is none. */
export function messageFields(bytes: Uint8Array): HeaderFields | null {
  // Most files are pages of markup, which no field starts as.
  if (bytes.find((byte) => byte > 32) === LESS_THAN) return null;
  // Some programs leave blank lines before the fields. Most files are told by how they begin.
  if (!/^\s*[\w-]{1,100}:/.test(binaryString(bytes.subarray(0, 256)))) return null;
  const fields = headerFields(binaryString(bytes.subarray(0, MAX_HEADER)).replace(/^\s+/, ''));
  return fields?.get('content-type') != null && fields.get('mime-version') !== null ? fields : null;
}

interface Part {
  readonly type: string;
  readonly url: string | null;
  /** What its frame's `src` may be: `cid:` and its id, or its address, absolute. */
  readonly names: readonly string[];
  readonly fields: HeaderFields;
  readonly body: string;
}

function partsOf(message: string, level: number): Part[] {
  const text = message.replace(/^\s+/, '');
  const fields = headerFields(text);
  if (fields === null) return [];
  const type = mediaType(fields.get('content-type'));
  const body = text.slice(fields.end);
  if (type.startsWith('multipart/')) {
    const boundary = parameter(fields.get('content-type'), 'boundary');
    if (boundary === null || level === MAX_LEVELS) return [];
    return split(body, boundary).flatMap((part) => partsOf(part, level + 1));
  }
  const id = fields.get('content-id');
  const url = fields.get('content-location');
  const names = [
    ...(id === null ? [] : [`cid:${id.replace(/^<|>$/g, '')}`]),
    ...(url === null ? [] : [absolute(url, null)]),
  ];
  return [{ type, url, names, fields, body }];
}

/** The stretches between lines of `--boundary`; what stands before the first and behind the last is no part. */
function split(body: string, boundary: string): string[] {
  return `\n${body}`
    .split(`\n--${boundary}`, MAX_PARTS)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => part.replace(/^[^\n]*\n/, ''));
}

function pageOf({ fields, body, url }: Part): FramedPage {
  const charset = parameter(fields.get('content-type'), 'charset');
  const html = decodePage(decodeTransfer(body, fields.get('content-transfer-encoding')), charset);
  // Blink writes declarative shadow roots by the name that they had before the standard's (Chromium 156).
  return { html: html.replace(/(<template\b[^<>]{0,200}\s)shadowmode=/gi, '$1shadowrootmode='), url };
}
