import { platformExtractor } from '../engine/index.ts';

/** XenForo 2 and 1: the first post of a topic is no comment. */
export const xenforo = platformExtractor({
  name: 'XenForo',
  detect: [
    ['.message--post', '.message--comment', '.messageList'],
    ['.bbWrapper', '.messageText', '[data-author]'],
  ],
  item: 'article.message--post, article.message--comment, .messageList > li.message, .comment[data-content^="profile-post-comment"]',
  opening: { firstOn: '.pageNav-page--current, .PageNav .currentPage' },
  id: { from: '@id', pattern: /post-(\d+)$/ },
  author: ['@data-author', '.message-name .username, .username'],
  time: ['time.u-dt @datetime', 'abbr.DateTime', '.DateTime @title', '.DateTime'],
  text: '.message-body .bbWrapper, .messageText, .bbWrapper',
  drop: '.message-signature, .message-lastEdit, .bbCodeBlock-expandLink, .js-unfurl, .messageMeta',
  quote: '.bbCodeQuote',
});
