import { platformExtractor } from '../engine/index.ts';

/** Viafoura, as a browser shows it. */
export const viafoura = platformExtractor({
  name: 'Viafoura',
  detect: [['.vf3-comment'], ['.vf3-comment-content', '.vf3-comment-header__name', '.vf3-comment__author']],
  item: 'article.vf3-comment',
  author: ['.vf3-comment-header__name, .vf3-comment__author', '@aria-label'],
  time: ['time @datetime', '.vf3-comment-header__time'],
  text: '.vf3-comment-content',
});
