import { visibleText } from '../dom/visible.ts';
import type { Extractor, HtmlPage } from '../extractor.ts';
import { readPlainText } from '../text/index.ts';

/**
 * Reads a page that says how many comments it has as a scrape of its text: old pages set names, dates and texts one
 * behind the other, without a box around each comment.
 */
export const asText: Extractor<HtmlPage> = {
  name: 'the page as text',
  read: ({ document, claimedCount, provider }) => {
    if (provider !== null) return `${provider.name} would draw the comments`;
    if (claimedCount === null || claimedCount === 0) return 'the page claims no comments';
    const { found } = readPlainText(visibleText(document));
    if (found === null) return 'no lines look like comments';
    const { length } = found.comments;
    const likely = length <= claimedCount && length >= claimedCount / 2;
    return likely ? found : `${length} lines look like comments, and the page claims ${claimedCount}`;
  },
};
