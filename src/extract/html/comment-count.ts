import { attribute, type Document, type Element, select, selector } from '../dom/elements.ts';
import { visibleText } from '../dom/visible.ts';
import { type CommentCount, commentCountIn, countInHeading } from '../patterns/counts.ts';
import { oneLine } from '../patterns/lines.ts';

/** How many comments a page says it has, and the title that it says they are on. */
type PageCount = Pick<CommentCount, 'count' | 'title'>;

const CSS = {
  data: '.wpd-thread-info[data-comments-count]',
  heading: [
    ...['.comments-title', '#comments-title', '.comments_title', '.wp-block-comments-title', '.comments-heading'],
    ...['#comments', '.comments-area', '#comments .comments-area'].flatMap((area) =>
      ['h1', 'h2', 'h3', 'h4'].map((h) => `${area} > ${h}`),
    ),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((h) => `${h}#comments`),
  ].join(),
  anyHeading: 'h1, h2, h3, h4, h5, h6, [class*="comments-header"], [class*="comments-intro"]',
  property: '[itemprop~="commentCount"], meta[itemprop~="interactionCount"][content^="UserComments:"]',
  counter:
    '[class*="comment-count"], [class*="comments-count"], .atk-comment-count > .atk-text, .wl-count, [data-testid="count"]',
  /** `#comment:1` is one comment of Trac's. */
  link: 'a[href^="#comment"]:not([href^="#comment:"]), a[href="#respond"]',
};
const data = selector(CSS.data);
const heading = selector(CSS.heading);
const anyHeading = selector(CSS.anyHeading);
const property = selector(CSS.property);
const counter = selector(CSS.counter);
const link = selector(CSS.link);
/** Says whether one of these may match: few elements of a page are left to be asked. */
function mayCount({ name, attribs }: Element): boolean {
  const { class: classes, id } = attribs;
  if (classes !== undefined && COUNTING.test(classes)) return true;
  if (name === 'a') return attribs.href?.startsWith('#') === true;
  if (/^h[1-6]$/.test(name) || attribs.itemprop !== undefined || attribs['data-testid'] === 'count') return true;
  return id === 'comments-title';
}
const COUNTING = /comment|count|wpd-thread-info|atk-text/;

/**
 * Returns how many comments a page says it has, or null where it does not say. Most reliable first: what stands at the
 * comments, then machine-readable properties (`linked` is the count in linked data), then counters and links down to the
 * comments.
 */
export function commentCountOf(document: Document, linked: number | null): PageCount | null {
  const elements = select(mayCount, document);
  const element = elements.find(data);
  return (
    untitled(element === undefined ? null : wholeCount(attribute(element, 'data-comments-count'))) ??
    firstCount(elements.filter(heading), countOfHeading) ??
    firstCount(elements.filter(anyHeading), commentCountIn) ??
    untitled(linked) ??
    untitled(onlyCount(elements.filter(property))) ??
    agreedCount(elements.filter(counter)) ??
    firstCount(elements.filter(link), commentCountIn)
  );
}

function untitled(count: number | null): PageCount | null {
  return count === null ? null : { count, title: null };
}

function countOfHeading(text: string): PageCount | null {
  return commentCountIn(text) ?? untitled(countInHeading(text));
}

function firstCount(elements: readonly Element[], countIn: (text: string) => PageCount | null): PageCount | null {
  for (const element of elements) {
    const count = countIn(oneLine(visibleText(element)));
    if (count !== null) return count;
  }
  return null;
}

/** Teasers of other articles carry counters too, so they say something of the page only where all are the same. */
function agreedCount(elements: readonly Element[]): PageCount | null {
  const counts = elements.map((element) => commentCountIn(oneLine(visibleText(element)))).filter((c) => c !== null);
  const [count] = counts;
  return count !== undefined && counts.every((other) => other.count === count.count) ? count : null;
}

/** Comments and answers can carry counts of their own, so one among several says nothing of the page. */
function onlyCount(elements: readonly Element[]): number | null {
  const [element] = elements;
  if (element === undefined || elements.length > 1) return null;
  const value = attribute(element, 'content') ?? oneLine(visibleText(element));
  return wholeCount(value.replace(/^UserComments:/, ''));
}

function wholeCount(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
