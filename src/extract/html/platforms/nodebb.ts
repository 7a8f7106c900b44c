import { platformExtractor } from '../engine/index.ts';

/** NodeBB: the post with index 0 is the topic. What a post answers stands above it, with a date of its own. */
export const nodebb = platformExtractor({
  name: 'NodeBB',
  detect: [['[data-pid]'], ['[component]']],
  item: '[component="post"][data-pid]',
  notFromReader: '[component="post"].deleted',
  opening: { post: '[data-index="0"]' },
  id: { from: '@data-pid', pattern: /^(\S+)$/ },
  parent: [
    { from: '[component="post/parent"] @data-parent-pid', pattern: /^(\S+)$/ },
    { from: '[component="post/parent"] @data-topid', pattern: /^(\S+)$/ },
  ],
  author: ['@data-username', '[itemprop="author"]'],
  time: ['[itemprop="datePublished"] @content', '@data-timestamp', '.timeago @datetime', '.timeago @title'],
  text: '[component="post/content"]',
  upvotes: '[itemprop="upvoteCount"] @content',
  downvotes: '[itemprop="downvoteCount"] @content',
});
