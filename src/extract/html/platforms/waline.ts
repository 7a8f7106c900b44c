import { platformExtractor } from '../engine/index.ts';

/** Waline, as a browser shows it: packages/client/src/components/CommentCard.vue. It shows the day alone. */
export const waline = platformExtractor({
  name: 'Waline',
  detect: [['.wl-card-item'], ['.wl-nick', '.wl-content']],
  item: '.wl-card-item',
  notFromReader: '.wl-warning',
  id: { from: '@id', pattern: /^(\S+)$/ },
  parent: { from: '.wl-reply-to a @href', pattern: /#([^\s#]+)$/ },
  author: ['.wl-nick'],
  time: ['.wl-time'],
  text: '.wl-content',
  drop: '.wl-reply-to',
  upvotes: '.wl-like',
  more: '.wl-operation button',
});
