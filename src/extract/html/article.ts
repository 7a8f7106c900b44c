import { attribute, type Document, type Element, select, selector } from '../dom/elements.ts';
import { pageClaim } from './comment-count.ts';
import { headlineOf } from './headline.ts';
import { commentCountOf, hasType, type JsonLd, string } from './markup/json-ld.ts';

/** What a page says of the article that its comments are on. */
export interface Article {
  readonly headline: string | null;
  readonly url: string | null;
  /** A BCP 47 tag. */
  readonly language: string | null;
  /** How many comments the page says there are. */
  readonly claimedCount: number | null;
}

const headMatter = selector(
  'html, title, h1, h2.entry-title, h2.post-title, meta[property], meta[name], meta[http-equiv], link[rel~="canonical"]',
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
    language: languageOf(head) ?? linked.language,
    claimedCount: claim?.count ?? null,
  };
}

/** Returns what linked data says of its article. */
export function linkedArticle(objects: readonly JsonLd[], address: string | null): Article {
  const article = objects.find((object) => hasType(object, ARTICLE));
  return {
    headline: article === undefined ? null : string(article.headline),
    url: article === undefined ? address : absolute(string(article.url), address),
    language: article === undefined ? null : languageTag(string(article.inLanguage)),
    claimedCount: article === undefined ? null : commentCountOf(article),
  };
}

function languageOf(head: readonly Element[]): string | null {
  const root = head.find(({ name }) => name === 'html');
  const declared = root === undefined ? null : (attribute(root, 'lang') ?? attribute(root, 'xml:lang'));
  const sent = head.find(({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'content-language');
  return (
    languageTag(declared) ??
    languageTag(sent === undefined ? null : attribute(sent, 'content')) ??
    languageTag(metaContent(head, 'og:locale'))
  );
}

function languageTag(text: string | null): string | null {
  const tag = text?.replaceAll('_', '-');
  return tag !== undefined && /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(tag) ? tag : null;
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
