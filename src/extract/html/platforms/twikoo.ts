import { platformExtractor } from '../engine/index.ts';

/** Twikoo, as a browser shows it: src/client/view/components/TkComment.vue. All replies of a thread stand in one list. */
export const twikoo = platformExtractor({
  name: 'Twikoo',
  detect: [['.tk-comment'], ['.tk-nick', '.tk-content']],
  item: '.tk-comment',
  // Only the owner sees those that wait or are spam.
  notFromReader: '.tk-tag-yellow',
  id: { from: '@id', pattern: /^(\S+)$/ },
  parent: { from: '.tk-content .tk-ruser @href', pattern: /#([^\s#]+)$/ },
  author: ['.tk-nick'],
  time: ['.tk-time time @datetime', '.tk-time'],
  text: '.tk-content',
  drop: 'span:has(> .tk-ruser)',
  // Which button counts what depends on settings and reader: votes are left out.
  more: '.tk-comments-container > .tk-expand',
});
