import { platformExtractor } from '../engine/index.ts';

/** utterances, as a browser shows its frame. */
export const utterances = platformExtractor({
  name: 'utterances',
  detect: [['.timeline-comment'], ['.comment-header', '.comment-body', '.timeline-comment-header']],
  item: '.timeline-comment',
  author: ['.comment-header .author, .comment-header strong', '.author'],
  time: ['time @datetime', '.comment-meta a[title] @title', 'relative-time @datetime'],
  text: '.comment-body, .markdown-body',
});
