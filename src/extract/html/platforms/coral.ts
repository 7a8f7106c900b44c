import { platformExtractor } from '../engine/index.ts';

/** Coral (Talk), as a browser shows it: coralproject/talk, client/src/core/client/stream/classes.ts. */
export const coral = platformExtractor({
  name: 'Coral',
  detect: [['.coral-comment'], ['.coral-comment-username', '.coral-comment-content']],
  item: '.coral-comment',
  notFromReader: '.coral-rejectedTombstone, .coral-deletedTombstone',
  id: { from: '@id', pattern: /^comment-(.+)$/ },
  level: { from: '[class*="coral-indent-"] @class', pattern: /coral-indent-(\d+)/, otherwise: 0 },
  author: ['.coral-comment-username'],
  time: ['.coral-comment-timestamp @datetime', '.coral-comment-timestamp'],
  text: '.coral-comment-content',
});
