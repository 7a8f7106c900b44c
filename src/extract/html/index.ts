import type { Warning } from '../../schemas.ts';
import { parseHtml } from '../dom/elements.ts';
import { type Extractor, type Found, firstFound, type HtmlPage, type Trial } from '../extractor.ts';
import { type Article, readArticle } from './article.ts';
import { asText } from './as-text.ts';
import { indexPage } from './element-tree.ts';
import { generic } from './generic/index.ts';
import { preloaded } from './markup/embedded-state.ts';
import { jsonLd, readJsonLd } from './markup/json-ld.ts';
import { microdata, rdfa } from './markup/microdata.ts';
import { microformats } from './markup/microformats.ts';
import { platforms } from './platforms/index.ts';
import { embeddedProvider, type Provider } from './providers.ts';

/**
 * The first that recognises a page wins: what knows a platform's replies stands before what knows a vocabulary, and
 * that before what looks for a likeness.
 */
export const htmlExtractors: readonly Extractor<HtmlPage>[] = [
  ...platforms,
  microdata,
  rdfa,
  microformats,
  preloaded,
  jsonLd,
  generic,
  asText,
];

export interface ReadHtml {
  readonly article: Article;
  readonly found: Found | null;
  /** The service that would draw the comments, where the page holds none. */
  readonly drawn: Provider | null;
  readonly trials: readonly Trial[];
  readonly warnings: readonly Warning[];
}

/** Returns what a page says of its article, and its comments. */
export function readHtml(html: string, url: string | null, extractors = htmlExtractors): ReadHtml {
  const { document, truncated } = parseHtml(html);
  const { objects, warnings } = readJsonLd(document);
  const article = readArticle(document, objects, url);
  const index = indexPage(document);
  const provider = embeddedProvider(document, index);
  const page = { document, index, jsonLd: objects, url: article.url, claimedCount: article.claimedCount, provider };
  const { found, trials } = firstFound(extractors, page);
  return {
    article,
    found,
    drawn: found?.comments.some(({ fromReader }) => fromReader) ? null : provider,
    trials,
    warnings: truncated === null ? warnings : [{ code: 'truncated', message: truncated }, ...warnings],
  };
}
