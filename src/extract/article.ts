import { pageClaim } from './claims.ts';
import { attribute, type Document, type Element, select, selector } from './dom.ts';
import { headlineOf } from './headline.ts';
import { commentCountOf, hasType, type JsonLd, string } from './json-ld.ts';

/** What a page says of the article that its comments are on. */
export interface Article {
  readonly headline: string | null;
  readonly url: string | null;
  /** How many comments the page says there are. */
  readonly claimedCount: number | null;
}

const headMatter = selector(
  'title, h1, h2.entry-title, h2.post-title, meta[property], meta[name], link[rel~="canonical"]',
);
const ARTICLE = /(?:article|posting|blogpost|report|review)$/i;

/**
 * Returns headline, address and claimed number of comments of a page; null for each that is not known. The address is
 * the one that the page calls canonical, else `address`, where the page was found.
 */
export function readArticle(document: Document, objects: readonly JsonLd[], address: string | null): Article {
  const head = select(headMatter, document);
  const linked = linkedArticle(objects, null);
  const claim = pageClaim(document, linked.claimedCount);
  return {
    headline: headlineOf({
      head,
      ogTitle: metaContent(head, 'og:title'),
      siteName: metaContent(head, 'og:site_name'),
      linked: linked.headline,
      quoted: claim?.on ?? null,
    }),
    url: absolute(canonicalOf(head) ?? metaContent(head, 'og:url'), address),
    claimedCount: claim?.count ?? null,
  };
}

/** Returns what linked data says of its article. */
export function linkedArticle(objects: readonly JsonLd[], address: string | null): Article {
  const article = objects.find((object) => hasType(object, ARTICLE));
  return {
    headline: article === undefined ? null : string(article.headline),
    url: article === undefined ? address : absolute(string(article.url), address),
    claimedCount: article === undefined ? null : commentCountOf(article),
  };
}

function canonicalOf(head: readonly Element[]): string | null {
  const links = head.filter(({ name }) => name === 'link');
  return links.map((link) => attribute(link, 'href')).find((href) => href !== null) ?? null;
}

function absolute(url: string | null, address: string | null): string | null {
  if (url === null) return address;
  try {
    const { protocol, href } = new URL(url, address ?? undefined);
    return /^https?:$/.test(protocol) ? href : address;
  } catch {
    return address ?? url;
  }
}

function metaContent(head: readonly Element[], name: string): string | null {
  const meta = head.find(({ attribs }) => (attribs.property ?? attribs.name) === name);
  return meta === undefined ? null : (attribute(meta, 'content') ?? attribute(meta, 'value'));
}
