import type { Document } from '../dom/elements.ts';
import type { Provider } from '../extractor.ts';
import type { JsonLd } from '../json/linked-data.ts';
import type { ElementTree } from './element-tree.ts';

/** A parsed HTML page, as extractors get it. */
export interface HtmlPage {
  readonly document: Document;
  readonly tree: ElementTree;
  /** Every JSON-LD block that could be parsed. */
  readonly jsonLd: readonly JsonLd[];
  /** The page's own address as far as it is known. */
  readonly url: string | null;
  /** How many comments the page says it has; null where it does not say. */
  readonly claimedCount: number | null;
  /** The service whose script would draw comments here; null where nothing on the page points to one. */
  readonly provider: Provider | null;
}
