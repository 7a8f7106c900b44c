import { absoluteUrl, languageTag, NO_ARTICLE } from '../article.ts';
import { type Extractor, firstResult, type Reading } from '../extractor.ts';
import { bloggerExport } from './blogger.ts';
import { disqusExport } from './disqus.ts';
import { commentFeed } from './feed.ts';
import { nameOf } from './unread.ts';
import { wordpressExport } from './wordpress.ts';
import { parseXml } from './xml.ts';
import type { XmlFile } from './xml-file.ts';

export { readLinesExport } from './lines.ts';
export { looksLikeTextExport, readTextExport } from './movable-type.ts';

/** What a platform exports knows more than a feed does. */
const EXPORTS: readonly Extractor<XmlFile>[] = [disqusExport, wordpressExport, bloggerExport, commentFeed];

/** How far a root element is looked for, in UTF-16 units. */
const SAMPLE = 8192;
/** What stands before it. */
const PROLOGUE = /^[\s\ufeff]*(?:(?:<\?[^>]{0,500}\?>|<!--(?:(?!-->)[\s\S]){0,2000}-->)\s*){0,20}/;
const FEEDS = /^(?:rss|feed|rdf:RDF|disqus|opml|urlset|sitemapindex)$/;

/** Says whether a text is XML of a feed or an export: any that declares itself as XML and whose root is no element of a page. */
export function looksLikeExport(text: string): boolean {
  const start = text.slice(0, SAMPLE);
  const prologue = PROLOGUE.exec(start)![0];
  const rest = start.slice(prologue.length);
  const root = /^(?:<!DOCTYPE[^[>]{0,500}(?:\[[^\]]{0,8000}\]\s*)?>\s*)?<([\w:.-]{1,100})[\s/>]/i.exec(rest)?.[1];
  if (root === undefined || /^(?:html|head|body|div|article|section|main|ul|ol|table|p)$/i.test(root)) return false;
  return FEEDS.test(root) || /^[\s\ufeff]*<\?xml\s/.test(prologue);
}

/**
 * Returns what a feed or an export says of its article, and its comments.
 *
 * @param thread the id, the address or the headline of the discussion to read, of several; null for the largest
 * @throws BelowTheLineError `invalid-input` where `thread` is none of them
 */
export function readExport(xml: string, url: string | null, thread: string | null): Reading {
  const { root, truncated } = parseXml(xml);
  const { result, trials } = root === null ? { result: null, trials: [] } : firstResult(EXPORTS, { root, url, thread });
  const { article = {} } = result ?? {};
  return {
    article: {
      ...NO_ARTICLE,
      ...article,
      url: absoluteUrl(article.url ?? null, url),
      language: languageTag(article.language ?? null),
    },
    result,
    provider: null,
    trials,
    warnings: [
      ...(truncated
        ? [
            {
              code: 'truncated' as const,
              message: 'the XML is cut short, broken, or nested deeper than 200 levels: it was read up to there',
            },
          ]
        : []),
      ...(result === null
        ? [
            {
              code: 'unreadable-data' as const,
              message: nameOf(root),
            },
          ]
        : []),
    ],
  };
}
