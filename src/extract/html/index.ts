import { parseHtml } from '../dom/parse.ts';
import { type Extractor, firstResult, type Reading } from '../extractor.ts';
import { readArticle } from './article.ts';
import { asText } from './as-text.ts';
import { elementTree } from './element-tree.ts';
import { generic } from './generic/index.ts';
import type { HtmlPage } from './html-page.ts';
import { leadOn } from './lead.ts';
import { embeddedState } from './markup/embedded-state.ts';
import { jsonLd, readJsonLd } from './markup/json-ld.ts';
import { microdata } from './markup/microdata.ts';
import { microformats } from './markup/microformats.ts';
import { rdfa } from './markup/rdfa.ts';
import { platforms } from './platforms/index.ts';
import { providerOf } from './providers.ts';

/**
 * The first that recognises a page wins: what knows a platform's replies stands before what knows a vocabulary, and
 * that before what looks for a likeness.
 */
const htmlExtractors: readonly Extractor<HtmlPage>[] = [
  ...platforms,
  microdata,
  rdfa,
  microformats,
  embeddedState,
  jsonLd,
  generic,
  asText,
];

/** Returns what an HTML page says of its article, and its comments. Never throws. */
export function readHtml(html: string, url: string | null, extractors = htmlExtractors): Reading {
  const { document, truncated } = parseHtml(html);
  const { objects, warnings } = readJsonLd(document);
  const article = readArticle(document, objects, url);
  const tree = elementTree(document);
  const provider = providerOf(document, tree);
  const page = { document, tree, jsonLd: objects, url: article.url, claimedCount: article.claimedCount, provider };
  const { result, trials } = firstResult(extractors, page);
  // Where a post opens the thread, the lead is its text.
  const lead = result?.opening === undefined ? (article.lead ?? leadOn(document, tree, article.headline)) : null;
  return {
    article: { ...article, lead },
    result,
    provider: result?.comments.some(({ fromReader }) => fromReader) ? null : provider,
    trials,
    warnings: truncated === null ? warnings : [{ code: 'truncated', message: truncated }, ...warnings],
  };
}
