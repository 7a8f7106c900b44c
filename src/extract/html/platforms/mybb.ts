import { platformExtractor } from '../engine/index.ts';

/** MyBB: the first post of a topic is no comment. */
export const mybb = platformExtractor({
  name: 'MyBB',
  detect: [['.post_body'], ['.post_author', '.post_date']],
  item: 'div.post[id^="post_"], table[id^="post_"]',
  opening: { firstOn: '.pagination_current' },
  id: { from: '@id', pattern: /^post_(\d+)$/ },
  author: ['.post_author .largetext', '.post_author strong'],
  time: ['.post_date'],
  text: '.post_body',
});
