import type { PageInput, Thread, Warning } from '../schemas.ts';
import { type Article, linkedArticle, readArticle } from './article.ts';
import { parseHtml } from './dom.ts';
import { embeddedProvider, type Provider } from './embeds.ts';
import { checkPage } from './input.ts';
import { jsonLd, readJsonLd, unpacked } from './json-ld.ts';
import { warningsOnMissing } from './missing.ts';
import type { Extractor, Found, HtmlPage } from './page.ts';
import { readPlainText } from './plain-text.ts';
import { platforms } from './platforms/index.ts';
import { rawComments, savedExtractors, savedThread } from './saved.ts';
import { microdata, rdfa } from './structured.ts';
import { buildThread } from './thread.ts';

export { readPage } from './input.ts';

/** The first that recognises a page wins: what knows a platform's replies stands before what knows a vocabulary. */
const htmlExtractors: readonly Extractor<HtmlPage>[] = [...platforms, microdata, rdfa, jsonLd];

/**
 * Returns the comments of a page in reading order, a parent always before its replies, with what the page says of its
 * article. A page without comments gives an empty thread; `warnings` says what it claims to have and how to get it.
 * Nothing is guessed: comments that a script would draw are named, not invented.
 *
 * @throws BelowTheLineError `invalid-input` for a page that is empty, binary or not exactly one of HTML, text and JSON;
 * `too-large` above 64 MiB
 */
export function extractThread(input: PageInput): Thread {
  const page = checkPage(input);
  if (page.kind === 'html') return readHtml(page.content, page.url);
  if (page.kind === 'json') return readJson(page.content, page.url);
  const { article, found, truncated } = readPlainText(page.content);
  return threadOf('text', { ...article, url: page.url }, found, null, truncation(truncated));
}

function readHtml(html: string, url: string | null): Thread {
  const { document, truncated } = parseHtml(html);
  const { objects, warnings } = readJsonLd(document);
  const article = readArticle(document, objects, url);
  const page = { source: html, document, jsonLd: objects, url: article.url };
  const found = firstFound(htmlExtractors, page);
  const drawn = found?.comments.some(({ fromReader }) => fromReader) ? null : embeddedProvider(page);
  return threadOf('html', article, found, drawn, [...truncation(truncated), ...warnings]);
}

function readJson(json: unknown, url: string | null): Thread {
  const saved = savedThread(json);
  if (saved !== null) return { ...saved, comments: buildThread(rawComments(saved)).comments };
  const found = firstFound(savedExtractors, json);
  const warnings = found === null ? [unknownJson] : [];
  return threadOf('json', linkedArticle(unpacked(json), url), found, null, warnings);
}

const unknownJson: Warning = {
  code: 'unreadable-data',
  message:
    'the JSON holds no comments in a known form: a Thread, schema.org comments, or an answer of the WordPress or Disqus interface',
};

function truncation(message: string | null): Warning[] {
  return message === null ? [] : [{ code: 'truncated', message }];
}

function firstFound<Page>(extractors: readonly Extractor<Page>[], page: Page): Found | null {
  for (const extract of extractors) {
    const found = extract(page);
    if (found !== null) return found;
  }
  return null;
}

function threadOf(
  kind: Thread['source']['kind'],
  article: Article,
  found: Found | null,
  drawn: Provider | null,
  warnings: readonly Warning[],
): Thread {
  const built = buildThread(found?.comments ?? []);
  return {
    ...article,
    source: { kind, platform: drawn?.name ?? found?.platform ?? null },
    comments: built.comments,
    warnings: [...warnings, ...(found?.warnings ?? []), ...warningsOnMissing(article.claimedCount ?? 0, built, drawn)],
  };
}
