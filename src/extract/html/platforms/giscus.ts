import { platformExtractor } from '../engine/index.ts';

/** giscus, as a browser shows its frame. */
export const giscus = platformExtractor({
  name: 'giscus',
  detect: [['.gsc-comment'], ['.gsc-comment-author', '.gsc-comment-content']],
  item: '.gsc-comment, .gsc-reply',
  author: [
    '.gsc-comment-author .font-semibold, .gsc-reply-author .font-semibold',
    '.gsc-comment-author, .gsc-reply-author',
  ],
  time: ['time @datetime', '.gsc-comment-author a[title] @title'],
  text: '.gsc-comment-content, .gsc-reply-content',
  upvotes: '.gsc-upvote-button',
});
