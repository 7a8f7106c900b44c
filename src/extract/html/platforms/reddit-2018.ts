import { platformExtractor } from '../engine/index.ts';

/** Reddit's pages from 2018 to 2023: class names are hashes, replies stand side by side. */
export const reddit2018 = platformExtractor({
  name: 'Reddit',
  detect: [['.Comment'], ['[data-testid]', '[data-test-id]', '[data-click-id]']],
  item: 'div.Comment[class*="t1_"]',
  notFromReader: '[data-testid="post-comment-header-deleted"]',
  article: '[data-test-id="post-content"] .RichTextJSON-root, [data-click-id="text"] .RichTextJSON-root',
  id: { from: '@class', pattern: /\bt1_(\w+)/ },
  level: { from: 'span', pattern: /^level (\d{1,3})$/ },
  author: [
    '[data-testid="comment_author_link"]',
    '[data-testid="comment_author_icon"] @href',
    'a[href^="/user/"]',
    // An account that is gone has no link.
    '[data-testid="post-comment-header"] > span:first-child',
  ],
  time: ['[data-testid="comment_timestamp"]', 'a[id^="CommentTopMeta--Created"]'],
  text: '[data-testid="comment"]',
});
