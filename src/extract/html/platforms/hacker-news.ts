import { platformExtractor } from '../engine/index.ts';

/** Hacker News: rows of a table, as deep as the image in front of them is wide. */
export const hackerNews = platformExtractor({
  name: 'Hacker News',
  detect: [['.comtr'], ['.commtext', '.hnuser']],
  item: 'tr.comtr',
  article: '.toptext',
  id: { from: '@id', pattern: /^(\d+)$/ },
  level: { from: 'td.ind img @width', pattern: /^(\d+)$/ },
  author: ['.hnuser'],
  time: ['.age @title', '.age'],
  text: '.commtext',
  drop: '.reply',
  more: 'a.morelink',
});
