import { platformExtractor } from './platform.ts';

/** vBulletin 3: each post is a table. */
export const vbulletin3 = platformExtractor({
  name: 'vBulletin',
  signs: ['.bigusername'],
  item: 'table[id^="post"]:has(.bigusername)',
  opening: { post: ':has(a[id^="postcount"][name="1"])' },
  id: { from: '@id', pattern: /^post(\d+)$/ },
  author: ['.bigusername'],
  time: ['.thead'],
  text: '[id^="post_message_"]',
  quote: '[style*="margin:20px"], [style*="margin-top:5px"]:has(> .smallfont)',
});
