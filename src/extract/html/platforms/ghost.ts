import { platformExtractor } from '../engine/index.ts';

/** Ghost's own comments, as a browser shows their frame: apps/comments-ui/src/components/content/comment.tsx. */
export const ghost = platformExtractor({
  name: 'Ghost',
  detect: [['.gh-comment-content'], ['[data-testid]']],
  item: '[data-testid="animated-comment"]',
  notFromReader: '[data-testid="comment-component"]:not(:has([data-testid="comment-content"]))',
  id: { from: '[id] @id', pattern: /^([0-9a-f]{24})$/ },
  author: ['h4'],
  anonymous: ['Anonymous', 'Deleted member'],
  time: ['a[href*="#ghost-comments-"] @title', 'span[title] @title'],
  text: '[data-testid="comment-content"]',
  upvotes: '[data-testid="like-button"]',
  more: '[data-testid="pagination-component"], [data-testid="replies-pagination"], [data-testid="continue-thread-button"]',
});
