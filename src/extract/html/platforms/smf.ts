import { platformExtractor } from '../engine/index.ts';

/** Simple Machines Forum: the first post of a topic is no comment. */
export const smf = platformExtractor({
  name: 'Simple Machines Forum',
  detect: [['.post_wrapper'], ['.poster', '.keyinfo']],
  item: '.post_wrapper',
  opening: { firstOn: '.pagelinks strong, .current_page' },
  id: { from: '[id] @id', pattern: /^msg_?(\d+)$/ },
  author: ['.poster h4 a', '.poster h4'],
  time: ['.keyinfo .smalltext', '.postinfo a'],
  text: '.post .inner',
  quote: '.bbc_standard_quote',
});
