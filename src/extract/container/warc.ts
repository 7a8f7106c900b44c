import type { Warning } from '../../schemas.ts';
import { decodePage } from '../charset.ts';
import { binaryString, type Container, type Held, held, invalid, startsWith } from './container.ts';
import { absolute, type FramedPage, withFrames } from './frames.ts';
import { type HeaderFields, headerFields, mediaType } from './header-fields.ts';
import { httpMessage, typeOfAnswer } from './http-message.ts';
import { gzip } from './inflate.ts';
import { zstd } from './zstd/index.ts';

/** More than the fields of any record, in bytes. */
const MAX_HEADER = 65_536;
/** Addresses that a warning names. */
const NAMED = 5;
/** What may hold comments, likeliest first. */
const READABLE = [/^(?:text\/html|application\/xhtml\+xml)$/, /[/+]json$/, /[/+]xml$/, /^text\/plain$/];
const HTML = 0;

interface WarcRecord {
  readonly url: string | null;
  readonly body: Uint8Array;
  /** The place of its media type in `READABLE`. */
  readonly rank: number;
}

/** A web archive of records (ISO 28500). The first HTML page is read, or the one whose address is asked for. */
export const warc: Container = {
  name: 'WARC',
  recognizes: (bytes) => /^WARC\/\d/.test(binaryString(bytes.subarray(0, 6))),
  open: (bytes, url) => {
    const { records, warnings } = recordsOf(bytes);
    const best = records.reduce((least, { rank }) => Math.min(least, rank), READABLE.length);
    const first = records.find((record) => record.url === url) ?? records.find(({ rank }) => rank === best);
    if (first === undefined) throw invalid('the WARC holds no answer of HTML, JSON, XML or plain text');
    const page = first.rank === HTML ? withItsFrames(first, records) : { bytes: first.body };
    return held({ ...page, url: first.url, warnings: [...warnings, ...warningOnOthers(first, records)] });
  },
};

/** What frames show are answers of their own. */
function withItsFrames(first: WarcRecord, records: readonly WarcRecord[]): Pick<Held, 'bytes' | 'charset'> {
  const pages = new Map(
    records.filter(({ rank }) => rank === HTML).map((record) => [absolute(record.url ?? '', null), record]),
  );
  const html = withFrames(pageOf(first), (url) => {
    const record = pages.get(url);
    return record === undefined ? null : pageOf(record);
  });
  return { bytes: new TextEncoder().encode(html), charset: 'utf-8' };
}

function pageOf({ body, url }: WarcRecord): FramedPage {
  let { bytes, charset } = held({ bytes: body });
  for (const container of [httpMessage, gzip, zstd]) {
    if (!container.recognizes(bytes)) continue;
    const inner = container.open(bytes, null);
    bytes = inner.bytes;
    charset ??= inner.charset;
  }
  return { html: decodePage(bytes, charset), url };
}

function warningOnOthers(first: WarcRecord, records: readonly WarcRecord[]): Warning[] {
  const urls = new Set(records.filter(({ rank }) => rank === first.rank).map(({ url }) => url));
  urls.delete(first.url);
  if (urls.size === 0) return [];
  const named = [...urls].slice(0, NAMED).join(', ');
  const more = urls.size > NAMED ? ` and ${urls.size - NAMED} more` : '';
  const message = `the WARC holds other pages beside ${first.url}, which is read: give the address of another to read that, ${named}${more}`;
  return [{ code: 'comments-elsewhere', message }];
}

/** The records that can be read, up to where the file is broken. */
function recordsOf(bytes: Uint8Array): {
  readonly records: readonly WarcRecord[];
  readonly warnings: readonly Warning[];
} {
  const records: WarcRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = binaryString(bytes.subarray(at, endOfHeader(bytes, at)));
    const fields = /^WARC\/\d/.test(head) ? headerFields(head, head.indexOf('\n') + 1) : null;
    const length = Number(fields?.get('content-length') ?? Number.NaN);
    if (fields === null || !Number.isSafeInteger(length) || length < 0) {
      const message = `the WARC is broken at byte ${at}: expected the header of a record, with its Content-Length`;
      if (records.length === 0) throw invalid(message);
      return { records, warnings: [{ code: 'truncated', message }] };
    }
    const start = at + fields.end;
    records.push(...readable(fields, bytes.subarray(start, start + length)));
    at = start + length;
    while (bytes[at] === 13 || bytes[at] === 10) at++;
  }
  return { records, warnings: [] };
}

/** The offset behind the blank line. */
function endOfHeader(bytes: Uint8Array, start: number): number {
  for (let at = start; at < start + MAX_HEADER && at < bytes.length; at++) {
    if (bytes[at] === 10 && (bytes[at + 1] === 10 || startsWith(bytes, '\r\n', at + 1))) return at + 3;
  }
  return Math.min(start + MAX_HEADER, bytes.length);
}

function readable(fields: HeaderFields, body: Uint8Array): WarcRecord[] {
  const kind = fields.get('warc-type') ?? '';
  const isWhole = kind === 'resource' || kind === 'conversion';
  const type = kind === 'response' ? typeOfAnswer(body) : isWhole ? mediaType(fields.get('content-type')) : null;
  const rank = type === null ? -1 : READABLE.findIndex((pattern) => pattern.test(type));
  // wget wraps the address in angle brackets.
  const url = fields.get('warc-target-uri')?.replace(/^<|>$/g, '') ?? null;
  return rank === -1 ? [] : [{ url, body, rank }];
}
