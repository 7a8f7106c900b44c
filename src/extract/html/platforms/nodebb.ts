import { platformExtractor } from '../engine/index.ts';

/** NodeBB: the post with index 0 is the topic. */
export const nodebb = platformExtractor({
  name: 'NodeBB',
  detect: ['[data-pid]'],
  item: '[component="post"][data-pid]',
  notFromReader: '.deleted',
  opening: { post: '[data-index="0"]' },
  id: { from: '@data-pid', pattern: /^(\d+)$/ },
  parent: { from: '[component="post/parent"] @data-topid', pattern: /^(\d+)$/ },
  author: ['@data-username', '[itemprop="author"]'],
  time: ['.timeago @title', '[itemprop="datePublished"] @content'],
  text: '[component="post/content"]',
});
