import { platformExtractor } from '../engine/index.ts';

/** Vanilla Forums: the topic is no item of the list. */
export const vanilla = platformExtractor({
  name: 'Vanilla',
  detect: [['.ItemComment'], ['.Message', '.Author']],
  item: '.ItemComment',
  id: { from: '@id', pattern: /^Comment_(\d+)$/ },
  author: ['.Author .Username, .Username', '.Author a'],
  time: ['time @datetime', '.DateCreated'],
  text: '.Message',
  quote: '.js-embed, .UserQuote',
});
