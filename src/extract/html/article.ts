import { type Article, absoluteUrl, languageTag } from '../article.ts';
import { attribute, type Document, type Element, select, selector } from '../dom/elements.ts';
import { type JsonLd, linkedArticle } from '../json/linked-data.ts';
import { commentCountOf } from './comment-count.ts';
import { headlineOf } from './headline.ts';

const described = selector(
  'html, title, h1, h2.entry-title, h2.post-title, meta[property], meta[name], meta[http-equiv], link[rel~="canonical"]',
);

/**
 * Returns headline, address, language and claimed number of comments of a page, and the lead that its linked data give;
 * null for each that is not known.
 *
 * @param objects its linked data
 * @param address where it was found, for pages that do not name a canonical address
 */
export function readArticle(document: Document, objects: readonly JsonLd[], address: string | null): Article {
  const head = select(described, document);
  const linked = linkedArticle(objects, null);
  const claimed = commentCountOf(document, linked.claimedCount);
  return {
    headline: headlineOf({
      head,
      ogTitle: metaContent(head, 'og:title'),
      siteName: metaContent(head, 'og:site_name'),
      linked: linked.headline,
      quoted: claimed?.title ?? null,
    }),
    lead: linked.lead,
    url: absoluteUrl(canonicalOf(head) ?? metaContent(head, 'og:url'), address),
    language: languageOf(head) ?? linked.language,
    claimedCount: claimed?.count ?? null,
  };
}

function languageOf(head: readonly Element[]): string | null {
  const root = head.find(({ name }) => name === 'html');
  const declared = root === undefined ? null : (attribute(root, 'lang') ?? attribute(root, 'xml:lang'));
  const header = head.find(({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'content-language');
  return (
    languageTag(declared) ??
    languageTag(header === undefined ? null : attribute(header, 'content')) ??
    languageTag(metaContent(head, 'og:locale'))
  );
}

function canonicalOf(head: readonly Element[]): string | null {
  const links = head.filter(({ name }) => name === 'link');
  return links.map((link) => attribute(link, 'href')).find((href) => href !== null) ?? null;
}

function metaContent(head: readonly Element[], name: string): string | null {
  const meta = head.find(({ attribs }) => (attribs.property ?? attribs.name) === name);
  return meta === undefined ? null : (attribute(meta, 'content') ?? attribute(meta, 'value'));
}
