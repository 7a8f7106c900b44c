import type { Warning } from '../schemas.ts';
import type { Document } from './dom.ts';
import type { JsonLd } from './json-ld.ts';
import type { RawComment } from './thread.ts';

/** A parsed HTML page, as extractors get it. */
export interface HtmlPage {
  /** The page as given: looking for a word here is much faster than looking for an element. */
  readonly source: string;
  readonly document: Document;
  /** Every JSON-LD block that could be parsed. */
  readonly jsonLd: readonly JsonLd[];
  /** The page's own address as far as it is known. */
  readonly url: string | null;
}

/** What an extractor found on a page that it recognises. */
export interface Found {
  /** The platform's name; null for markup that any platform may use. */
  readonly platform: string | null;
  readonly comments: readonly RawComment[];
  readonly warnings?: readonly Warning[];
}

/** Returns what it found, or null for a page that it does not recognise. */
export type Extractor<Page> = (page: Page) => Found | null;
