import { platformExtractor } from '../engine/index.ts';

/** Isso, as a browser shows it: isso/js/app/templates/comment.js. The preview of a new comment has no id. */
export const isso = platformExtractor({
  name: 'Isso',
  detect: [['.isso-comment'], ['.isso-text', '.isso-author']],
  item: '.isso-comment[id]',
  withheld: { from: '.isso-note', pattern: /\S/ },
  id: { from: '@id', pattern: /^isso-(\d+)$/ },
  author: ['.isso-author'],
  anonymous: ['Anonymous'],
  time: ['.isso-permalink time @datetime', 'time @datetime'],
  // The number beside the arrows is up minus down.
  text: '.isso-text',
  more: '.isso-load-hidden',
});
