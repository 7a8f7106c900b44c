import { platformExtractor } from '../engine/index.ts';

/** Ghost's own comments, as a browser shows their frame: apps/comments-ui/src/components/content/Comment.tsx. */
export const ghost = platformExtractor({
  name: 'Ghost',
  detect: ['.gh-comment-content'],
  item: '[data-testid="comment-component"]',
  id: { from: '@id', pattern: /^(.+)$/ },
  author: ['h4'],
  time: ['span[title] @title', 'time @datetime'],
  text: '[data-testid="comment-content"]',
});
