import { platformExtractor } from '../engine/index.ts';

/** The Guardian, as a browser shows it: dotcom-rendering/src/components/Discussion/Comment.tsx, and its older pages. */
export const guardian = platformExtractor({
  name: 'Guardian',
  detect: [
    ['.d-comment', '.d-discussion', '[data-comment-author]'],
    ['.d-comment__body', '[data-comment-id]'],
  ],
  item: '.d-comment, li[id^="comment-"]:has([data-link-name="comment-permalink"]), [data-comment-id][data-comment-author]',
  notFromReader: '.d-comment--blocked',
  id: { from: '@id', pattern: /^comment-(\d+)$/ },
  parent: { from: '@data-comment-replies-to', pattern: /^(\d+)$/ },
  author: ['.d-comment__author [itemprop="givenName"], .d-comment__author', '@data-comment-author'],
  time: ['time @datetime', '@data-comment-timestamp'],
  text: '.d-comment__body',
  upvotes: '.d-comment__recommend-count--old, .d-comment__recommend-count',
});
