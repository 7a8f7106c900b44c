import { platformExtractor } from '../engine/index.ts';

/** Stack Exchange: the answers to a question, and the comments on either. */
export const stackExchange = platformExtractor({
  name: 'Stack Exchange',
  detect: [['.answer'], ['[data-answerid]', '.s-prose', '.post-text', '.comment-copy']],
  item: '.answer[data-answerid], li.comment[id^="comment-"]',
  notFromReader: '.deleted-answer',
  article: '.question .s-prose, .question .post-text',
  id: { from: '@id', pattern: /^(?:answer|comment)-(\d+)$/ },
  author: [
    '.post-signature:last-of-type .user-details[itemprop="author"] [itemprop="name"]',
    '.comment-user',
    '[itemprop="author"] a',
    '[itemprop="author"]',
    '.user-details a',
  ],
  time: ['.user-action-time span[title] @title', '.comment-date span[title] @title', 'time @datetime'],
  text: '.s-prose, .post-text, .comment-copy',
  drop: '.post-menu, .post-signature',
});
