import { platformExtractor } from '../engine/index.ts';

/** vBulletin 3: each post is a table in a box. */
export const vbulletin3 = platformExtractor({
  name: 'vBulletin',
  detect: [
    ['.bigusername', '.tborder'],
    ['.thead', '.smallfont', '.alt1'],
  ],
  item: 'div[id^="edit"]:has([id^="post_message_"]), table[id^="post"]:has([id^="post_message_"])',
  opening: { post: ':has(a[id^="postcount"][name="1"])' },
  id: { from: '@id', pattern: /^(?:edit|post)(\d+)$/ },
  author: ['.bigusername', '[id^="postmenu_"]'],
  time: ['.thead'],
  text: '[id^="post_message_"]',
  quote: '[style*="margin:20px"]',
});
