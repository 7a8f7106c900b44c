import { platformExtractor } from '../engine/index.ts';

/** Lemmy: lemmy-ui/src/shared/components/comment/comment-node.tsx. */
export const lemmy = platformExtractor({
  name: 'Lemmy',
  detect: [['.comment-node'], ['.md-div', '.person-listing']],
  item: 'article.comment-node',
  repliesBox: 'ul.comments',
  article: '#postContent',
  id: { from: '[id] @id', pattern: /^comment-(\d+)$/ },
  author: ['a.person-listing @title', 'a.person-listing'],
  time: ['.moment-time @data-tippy-content', '.moment-time'],
  text: '.comment-content .md-div, .md-div',
  upvotes: '[aria-label$="Upvotes"], [aria-label$="Upvote"]',
  downvotes: '[aria-label$="Downvotes"], [aria-label$="Downvote"]',
});
