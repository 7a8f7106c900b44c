import type { Warning } from '../../schemas.ts';
import { binaryString, type Container, type Held, held, invalid, startsWith } from './container.ts';
import { type HeaderFields, headerFields, mediaType, parameter } from './header-fields.ts';
import { inflateRaw } from './inflate.ts';

/** Header blocks that one file may have: redirects, interim answers, and the answer of a proxy each have one. */
const MAX_BLOCKS = 20;
/** More than the fields of any answer, in bytes. */
const MAX_HEADER = 262_144;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})(?: ([^\r\n]{0,200}))?\r?\n/;

/** An answer as `curl -i` and httpie print it (RFC 9112). */
export const httpMessage: Container = {
  name: 'HTTP message',
  recognizes: (bytes) => STATUS_LINE.test(binaryString(bytes.subarray(0, 300))),
  open: (bytes) => {
    const { fields, body, status } = answer(bytes);
    const type = fields.get('content-type');
    return {
      ...decoded(dechunked(body, fields), fields),
      charset: parameter(type, 'charset'),
      warnings: [...warningOnStatus(status), ...warningOnPages(fields)],
    };
  },
};

/** Returns the media type that an HTTP message names, in lower case; null where it is none, or no success. */
export function typeOfAnswer(bytes: Uint8Array): string | null {
  if (!httpMessage.recognizes(bytes)) return null;
  const { fields, status } = answer(bytes);
  return /^2/.test(status) ? mediaType(fields.get('content-type')) : null;
}

function answer(bytes: Uint8Array) {
  let body = bytes;
  for (let block = 0; block < MAX_BLOCKS; block++) {
    const head = binaryString(body.subarray(0, MAX_HEADER));
    const [line, code = '', reason = ''] = STATUS_LINE.exec(head) ?? [];
    if (line === undefined) break;
    // Interim answers and those of proxies may have no fields.
    const bare = /^\r?\n(?=HTTP\/)/.exec(head.slice(line.length, line.length + 10));
    if (bare !== null) {
      body = body.subarray(line.length + bare[0].length);
      continue;
    }
    const fields = headerFields(head, line.length);
    if (fields === null) break;
    body = body.subarray(fields.end);
    if (!startsWith(body, 'HTTP/')) return { fields, body, status: `${code} ${reason}`.trim() };
  }
  throw invalid('the HTTP message has no readable header: expected fields and a blank line before the body');
}

/** Returns the body without chunk sizes (RFC 9112, 7.1). Programs that undo them leave the field as it was. */
function dechunked(body: Uint8Array, fields: HeaderFields): Uint8Array {
  if (!/\bchunked\b/i.test(fields.get('transfer-encoding') ?? '')) return body;
  const whole = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; ; ) {
    const { size, end } = chunkSize(body, at);
    if (size === null) return at === 0 ? body : whole.subarray(0, length);
    if (size === 0) return whole.subarray(0, length);
    const chunk = body.subarray(end, end + size);
    whole.set(chunk, length);
    length += chunk.length;
    // A line ends behind each chunk.
    at = end + size + 2;
  }
}

/** Reads the line before a chunk, a hexadecimal size and perhaps extensions; null where none stands. */
function chunkSize(body: Uint8Array, start: number): { readonly size: number | null; readonly end: number } {
  const line = binaryString(body.subarray(start, start + 40));
  const [matched, digits] = /^([\da-f]{1,7})(?:;[^\r\n]{0,20})?\r?\n/i.exec(line) ?? [];
  return { size: digits === undefined ? null : Number.parseInt(digits, 16), end: start + (matched?.length ?? 0) };
}

/** Gzip and zstd are known by their first bytes, so that programs which undo them and leave the field do no harm. */
function decoded(body: Uint8Array, fields: HeaderFields): Held {
  const encoding = fields.get('content-encoding')?.trim().toLowerCase();
  if (encoding === 'deflate' && !looksLikeText(body)) return held({ bytes: inflateRaw(body, 'the HTTP message') });
  if (encoding === 'br' && !looksLikeText(body)) {
    throw invalid('the HTTP message is compressed by Brotli, which is not read: save it with curl --compressed');
  }
  return held({ bytes: body });
}

function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1024).every((byte) => byte > 31 || (byte > 8 && byte < 14) || byte === 27);
}

function warningOnStatus(status: string): Warning[] {
  return /^[45]/.test(status)
    ? [{ code: 'unreadable-data', message: `the HTTP message is an error, ${status}: it may not be the page` }]
    : [];
}

/** WordPress and GitHub say in fields that an answer is one page of several. */
function warningOnPages(fields: HeaderFields): Warning[] {
  const next = /<([^<>]{1,2000})>[^,<]{0,200}\brel="?next\b/i.exec(fields.get('link') ?? '')?.[1];
  const total = fields.get('x-wp-total');
  if (next === undefined) return [];
  const count = total === null ? '' : ` of ${total} comments`;
  return [{ code: 'comments-elsewhere', message: `the answer is one page${count}: the next is ${next}` }];
}
