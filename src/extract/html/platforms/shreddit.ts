import { platformExtractor } from '../engine/index.ts';

/** Reddit's pages since 2023. */
export const shreddit = platformExtractor({
  name: 'Reddit',
  detect: [['shreddit-comment'], ['[thingid]', '[author]', '[slot]']],
  item: 'shreddit-comment',
  notFromReader: 'shreddit-comment[is-comment-deleted]:not([is-comment-deleted="false"])',
  article: 'shreddit-post [slot="text-body"]',
  id: { from: '@thingid', pattern: /^t1_(\w+)$/ },
  parent: { from: '@parentid', pattern: /^t1_(\w+)$/ },
  level: { from: '@depth', pattern: /^(\d{1,3})$/ },
  author: ['@author'],
  time: ['@created', 'time @datetime', 'faceplate-timeago @ts'],
  text: '[slot="comment"]',
});
