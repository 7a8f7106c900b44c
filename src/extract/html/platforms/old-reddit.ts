import { platformExtractor } from '../engine/index.ts';

/** Reddit's old pages: the text stands in a form. */
export const oldReddit = platformExtractor({
  name: 'Reddit',
  detect: [['.commentarea'], ['.usertext-body', '.tagline']],
  item: '.commentarea .thing.comment',
  notFromReader: '.deleted',
  article: '.sitetable .thing.link .usertext-body .md',
  id: { from: '@data-fullname', pattern: /^t1_(\w+)$/ },
  author: ['@data-author', '.tagline .author'],
  time: ['.tagline time @datetime', '.tagline time @title'],
  text: '.usertext-body .md',
  more: '.morecomments a',
});
