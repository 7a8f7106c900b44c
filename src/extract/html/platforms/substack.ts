import { platformExtractor } from '../engine/index.ts';

/** Substack: the first comments of a post stand in the page. */
export const substack = platformExtractor({
  name: 'Substack',
  detect: [['.comment-list'], ['.comment-anchor']],
  item: '.comment-list .comment:has(.comment-anchor)',
  id: { from: '[id] @id', pattern: /^comment-(\d+)$/ },
  author: ['.comment-content a[href*="/profile/"]:not([aria-label])', 'a[href*="/profile/"]'],
  time: ['a[title][rel~="nofollow"] @title', '.comment-meta a[title] @title'],
  text: '.comment-body',
  drop: '.show-all-toggle',
});
