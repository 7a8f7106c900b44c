import { attribute, type Document, type Element, first, select, selector } from '../dom/elements.ts';
import { oneLine, visibleText } from '../dom/visible.ts';
import { type Claim, claimIn, countInHeading } from '../patterns/counts.ts';

/** How many comments a page says it has, and the title that it says they are on. */
type PageClaim = Pick<Claim, 'count' | 'on'>;

const counted = selector('.wpd-thread-info[data-comments-count]');
const heading = selector(
  [
    ...['.comments-title', '#comments-title', '.comments_title', '.wp-block-comments-title', '.comments-heading'],
    ...['#comments', '.comments-area', '#comments .comments-area'].flatMap((area) =>
      ['h1', 'h2', 'h3', 'h4'].map((h) => `${area} > ${h}`),
    ),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((h) => `${h}#comments`),
  ].join(),
);
const anyHeading = selector('h1, h2, h3, h4, h5, h6, [class*="comments-header"], [class*="comments-intro"]');
const counter = selector('[class*="comment-count"], [class*="comments-count"]');
const property = selector('[itemprop~="commentCount"], meta[itemprop~="interactionCount"][content^="UserComments:"]');
const anchor = selector('a[href^="#comment"], a[href="#respond"]');

/**
 * Returns what a page claims, or null where it does not say. Most reliable first: what stands at the comments, then
 * machine-readable properties (`linked` is the count in linked data), then counters and links down to the comments.
 */
export function pageClaim(document: Document, linked: number | null): PageClaim | null {
  const element = first(counted, document);
  const data = element === null ? null : wholeCount(attribute(element, 'data-comments-count'));
  return (
    counting(data) ??
    firstClaim(select(heading, document), claimInHeading) ??
    firstClaim(select(anyHeading, document), claimIn) ??
    counting(linked) ??
    counting(onlyCount(select(property, document))) ??
    agreedClaim(select(counter, document)) ??
    firstClaim(select(anchor, document), claimIn)
  );
}

function counting(count: number | null): PageClaim | null {
  return count === null ? null : { count, on: null };
}

function claimInHeading(text: string): PageClaim | null {
  return claimIn(text) ?? counting(countInHeading(text));
}

function firstClaim(elements: readonly Element[], claim: (text: string) => PageClaim | null): PageClaim | null {
  for (const element of elements) {
    const found = claim(oneLine(visibleText(element)));
    if (found !== null) return found;
  }
  return null;
}

/** Teasers of other articles carry counters too, so they say something of the page only where all are the same. */
function agreedClaim(elements: readonly Element[]): PageClaim | null {
  const claims = elements.map((element) => claimIn(oneLine(visibleText(element)))).filter((claim) => claim !== null);
  const [claim] = claims;
  return claim !== undefined && claims.every(({ count }) => count === claim.count) ? claim : null;
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
