import { platformExtractor } from '../engine/index.ts';

/** vBulletin 4 and 5. */
export const vbulletin4 = platformExtractor({
  name: 'vBulletin',
  detect: [
    ['.postcontent', '.postbit', '.b-post'],
    ['.postdate', '.username', '.js-post__content-text'],
  ],
  item: 'li[id^="post_"]:has(.postcontent), li.postbit[id^="post_"], li.b-post[data-node-id]',
  opening: { post: ':has(a[id^="postcount"][name="1"]), .b-post--first' },
  id: { from: '@id', pattern: /^post_?(\d+)$/ },
  author: ['.username strong', '.username', '.author [itemprop="name"]'],
  time: ['.postdate .date', '.postdate', 'time @datetime', '.b-post__timestamp'],
  text: '.postcontent, .js-post__content-text',
});
