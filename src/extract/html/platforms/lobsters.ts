import { platformExtractor } from '../engine/index.ts';

/** Lobsters: app/views/comments/_comment.html.erb. Replies stand in the subtree behind a comment. */
export const lobsters = platformExtractor({
  name: 'Lobsters',
  detect: [['.comments_subtree'], ['.comment_text', '[data-shortid]']],
  item: '.comments_subtree > .comment[data-shortid], .comments_subtree > .comment[id^="c_"]',
  notFromReader: '.comment_text > p > .na',
  repliesBox: '.comments_subtree',
  article: '.story_content > .story_text',
  id: { from: '@data-shortid', pattern: /^(\w+)$/ },
  author: ['.byline a[href^="/~"]:not(:has(img)), .byline a[href^="/u/"]:not(:has(img))'],
  time: ['.byline time @datetime', '.byline span[title] @title'],
  text: '.comment_text',
});
