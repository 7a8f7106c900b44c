import type { Warning } from '../schemas.ts';
import type { Document } from './dom/elements.ts';
import type { PageIndex } from './html/element-tree.ts';
import type { JsonLd } from './html/markup/json-ld.ts';
import type { Provider } from './html/providers.ts';
import type { RawComment } from './thread.ts';

/** A parsed HTML page, as extractors get it. */
export interface HtmlPage {
  readonly document: Document;
  readonly index: PageIndex;
  /** Every JSON-LD block that could be parsed. */
  readonly jsonLd: readonly JsonLd[];
  /** The page's own address as far as it is known. */
  readonly url: string | null;
  /** How many comments the page says it has; null where it does not say. */
  readonly claimedCount: number | null;
  /** The service whose script would draw comments here; null where there is no mark of one. */
  readonly provider: Provider | null;
}

/** What an extractor found on a page that it recognises. */
export interface Found {
  /** The platform's name; null for markup that any platform may use. */
  readonly platform: string | null;
  readonly comments: readonly RawComment[];
  readonly warnings?: readonly Warning[];
}

/** One way to read a page. */
export interface Extractor<Page> {
  readonly name: string;
  /** Returns what it found, or why it does not recognise the page, in words. */
  readonly read: (page: Page) => Found | string;
}

/** What one extractor said of a page. */
export interface Trial {
  readonly extractor: string;
  /** Why it did not take the page; null for the one that did. */
  readonly refused: string | null;
}

/** Returns what the first extractor that recognises the page found, null if none does, and what each one tried said. */
export function firstFound<Page>(
  extractors: readonly Extractor<Page>[],
  page: Page,
): { readonly found: Found | null; readonly trials: readonly Trial[] } {
  const trials: Trial[] = [];
  for (const { name, read } of extractors) {
    const result = read(page);
    trials.push({ extractor: name, refused: typeof result === 'string' ? result : null });
    if (typeof result !== 'string') return { found: result, trials };
  }
  return { found: null, trials };
}
