import { platformExtractor } from '../engine/index.ts';

/** Isso, as a browser shows it: isso/js/app/templates/comment.js. */
export const isso = platformExtractor({
  name: 'Isso',
  detect: ['.isso-comment'],
  item: '.isso-comment',
  id: { from: '@id', pattern: /^isso-(\d+)$/ },
  author: ['.isso-author'],
  time: ['.isso-permalink time @datetime', 'time @datetime'],
  text: '.isso-text',
  upvotes: '.isso-upvote',
});
