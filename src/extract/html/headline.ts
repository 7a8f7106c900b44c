import { type Element, rawText, selector } from '../dom/elements.ts';
import { visibleText } from '../dom/visible.ts';
import { folded, oneLine } from '../patterns/lines.ts';

const markedHeadline = selector('[itemprop~="headline"], .entry-title, .post-title, .article-title, .headline');
const siteTitle = selector('.site-title, .site-name, #site-title, .logo, #logo, .blog-title');
const SEPARATOR = /(?<!\s)\s+(?:[|»«·•–—-]|::)\s+/;

/** Where a page names its article. */
export interface Titles {
  /** `title`, `h1` and `h2` elements, among others. */
  readonly head: readonly Element[];
  readonly ogTitle: string | null;
  readonly siteName: string | null;
  /** The headline in linked data. */
  readonly linked: string | null;
  /** The title that the comments' heading quotes. */
  readonly quoted: string | null;
}

/**
 * Returns what a reader would call the headline, or null where the page names nothing. Surest is a title that the
 * heading of the comments quotes; then the `h1` that the page's titles begin with, because titles end in the site's
 * name and an `h1` may be the site's or a teaser's; then the heading marked as headline, and the titles themselves.
 */
export function headlineOf({ head, ogTitle, siteName, linked, quoted }: Titles): string | null {
  const titleElement = head.find(({ name }) => name === 'title');
  const title = titleElement === undefined ? null : oneLine(rawText(titleElement)) || null;
  const headings = head
    .filter((element) => /^h[12]$/.test(element.name) && !siteTitle(element))
    .map((element) => ({ level: element.name, marked: markedHeadline(element), text: oneLine(visibleText(element)) }))
    .filter(({ text }) => text !== '' && folded(text) !== folded(siteName ?? ''));
  const h1 = headings.filter(({ level }) => level === 'h1');
  const h2 = headings.filter(({ level }) => level === 'h2');
  const titles = [ogTitle, linked, title].filter((t) => t !== null).map(folded);
  const quotedHeading = quoted === null ? undefined : headings.find(({ text }) => folded(text) === folded(quoted));
  const isInTitle = quoted !== null && folded(quoted) !== '' && titles.some((name) => name.includes(folded(quoted)));
  return (
    quotedHeading?.text ??
    (isInTitle ? quoted : null) ??
    h1.find(({ text }) => folded(text) !== '' && titles.some((name) => name.startsWith(folded(text))))?.text ??
    h1.find(({ marked }) => marked)?.text ??
    (h2.length === 1 ? h2[0]!.text : null) ??
    nonEmptyLine(linked) ??
    withoutSite(ogTitle, siteName) ??
    (h1.length === 1 ? h1[0]!.text : withoutSite(title, siteName))
  );
}

function nonEmptyLine(text: string | null): string | null {
  return text === null ? null : oneLine(text) || null;
}

/** A title without the site's name behind a dash or bar. */
function withoutSite(title: string | null, siteName: string | null): string | null {
  const parts = title?.split(SEPARATOR) ?? [];
  if (title === null || parts.length < 2) return nonEmptyLine(title);
  const last = parts.at(-1)!;
  const isSite = siteName === null ? last.length < title.length / 2 : folded(last) === folded(siteName);
  if (!isSite) return nonEmptyLine(title);
  return nonEmptyLine(title.slice(0, title.lastIndexOf(last)).replace(/(?<!\s)\s*(?:[|»«·•–—-]|::)\s*$/, ''));
}
