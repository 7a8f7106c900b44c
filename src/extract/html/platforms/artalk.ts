import { platformExtractor } from '../engine/index.ts';

/** Artalk, as a browser shows it: ui/artalk/src/comment/comment.html. Below some level it names whom a reply answers. */
export const artalk = platformExtractor({
  name: 'Artalk',
  detect: [['.atk-comment-wrap'], ['.atk-nick', '.atk-content']],
  item: '.atk-comment-wrap',
  notFromReader: '.atk-pending',
  id: { from: '@id', pattern: /^atk-comment-(\d+)$/ },
  answers: '.atk-reply-at .atk-nick',
  author: ['.atk-nick:not(.atk-reply-at .atk-nick)'],
  time: ['.atk-date @data-atk-comment-date', '.atk-date'],
  text: '.atk-content',
  upvotes: { from: '.atk-common-action-btn:first-child', pattern: /\((\d+)\)$/ },
  downvotes: { from: '.atk-common-action-btn:first-child + .atk-common-action-btn', pattern: /\((\d+)\)$/ },
  more: '.atk-list-read-more:not([style*="none"])',
});
