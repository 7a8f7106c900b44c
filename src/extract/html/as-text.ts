import { visibleText } from '../dom/visible.ts';
import type { Extractor } from '../extractor.ts';
import { readText } from '../text/index.ts';
import type { HtmlPage } from './html-page.ts';

/**
 * Reads a page that says how many comments it has as a scrape of its text: old pages set names, dates and texts one
 * behind the other, without a box around each comment.
 */
export const asText: Extractor<HtmlPage> = {
  name: 'the page as text',
  read: ({ document, claimedCount, provider }) => {
    if (provider !== null) return `${provider.name} would draw the comments`;
    if (claimedCount === null || claimedCount === 0) return 'the page claims no comments';
    const { result } = readText(visibleText(document), null);
    if (result === null) return 'no lines look like comments';
    const { length } = result.comments;
    const isLikely = length <= claimedCount && length >= claimedCount / 2;
    return isLikely ? result : `${length} lines look like comments, and the page claims ${claimedCount}`;
  },
};
