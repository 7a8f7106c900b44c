import { platformExtractor } from '../engine/index.ts';

/** Slashdot: comments below the reader's threshold are empty. */
export const slashdot = platformExtractor({
  name: 'Slashdot',
  detect: [['#commentlisting'], ['.otherdetails', '.by', '.commentBody']],
  item: '#commentlisting li[id^="tree_"]',
  id: { from: '@id', pattern: /^tree_(\d+)$/ },
  author: ['.by > a[href*="/~"], .by > a', '.by'],
  time: ['.otherdetails'],
  text: '[id^="comment_body_"]',
  drop: '.byby, .uid, .quotedtext > br:first-child',
  quote: '.quote, .quotedtext, i:first-child',
});
