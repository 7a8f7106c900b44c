import type { Warning } from '../../schemas.ts';
import { decodePage } from '../charset.ts';
import { type Container, type Held, held, invalid } from './container.ts';
import { httpMessage } from './http-message.ts';
import { gzip } from './inflate.ts';
import { mhtml } from './mhtml.ts';
import { checkSize } from './size.ts';
import { refuseUnread } from './unread.ts';
import { warc } from './warc.ts';
import { webArchive } from './web-archive.ts';
import { zip } from './zip.ts';
import { zstd } from './zstd/index.ts';

export { checkSize } from './size.ts';

/** A gzipped WARC of a gzipped answer that is an MHTML has four. */
const MAX_LEVELS = 5;

const CONTAINERS: readonly Container[] = [gzip, zstd, zip, warc, httpMessage, mhtml, webArchive];

/** A page, and what its containers say of it. */
export interface Unpacked {
  readonly text: string;
  /** The page's address; null where no container names one. */
  readonly url: string | null;
  readonly warnings: readonly Warning[];
}

/**
 * Returns the text of the page that a file holds: the file itself, or what is left once it is unpacked.
 *
 * @param url the address of the page that is asked for, where a container holds several
 * @throws BelowTheLineError `invalid-input` for a container that is broken or holds no page, and for a file of a known form
 * that is not read; `too-large` where it has more than 64 MiB, unpacked or not
 */
export function unpack(bytes: Uint8Array, url: string | null): Unpacked {
  let current: Held = held({ bytes });
  for (let level = 0; ; level++) {
    checkSize(current.bytes.length, 'bytes');
    const container = CONTAINERS.find(({ recognizes }) => recognizes(current.bytes));
    if (container === undefined) break;
    if (level === MAX_LEVELS) throw invalid(`the page is packed in more than ${MAX_LEVELS} containers`);
    const inner = container.open(current.bytes, url);
    current = {
      bytes: inner.bytes,
      charset: inner.charset ?? current.charset,
      url: inner.url ?? current.url,
      warnings: [...current.warnings, ...inner.warnings],
    };
  }
  refuseUnread(current.bytes);
  return { text: decodePage(current.bytes, current.charset), url: current.url, warnings: current.warnings };
}

/** Says whether a string begins as a container of text does. */
export function isContainerOfText(text: string): boolean {
  const start = new TextEncoder().encode(text.slice(0, 65_536));
  return [warc, httpMessage, mhtml].some(({ recognizes }) => recognizes(start));
}
