import { platformExtractor } from '../engine/index.ts';

/** Commento, Commento++ and Comentario, as a browser shows them. */
export const commento = platformExtractor({
  name: 'Commento',
  detect: [['.commento-card'], ['.commento-name', '.commento-body']],
  item: '.commento-card',
  id: { from: '@id', pattern: /^commento-comment-card-(\w+)$/ },
  author: ['.commento-name'],
  time: ['.commento-timeago @title', '.commento-timeago'],
  text: '.commento-body > div:first-child, .commento-body',
});
