import { platformExtractor } from '../engine/index.ts';

/** Drupal 8 and later: core/modules/comment/templates/comment.html.twig. Replies stand in a box behind what they answer. */
export const drupal = platformExtractor({
  name: 'Drupal',
  detect: [
    ['.field--name-comment-body', '[data-comment-user-id]'],
    ['.js-comment', '[property]', '.comment__content', '.comment__meta'],
  ],
  item: 'article[data-comment-user-id], .js-comment, article[typeof~="schema:Comment"]',
  repliesBox: '.indented',
  id: { from: '[id], a @id', pattern: /^comment-(\d+)$/ },
  author: [
    '[rel~="schema:author"] [property~="schema:name"], .username',
    '.comment__author, .comment-author, .author',
    'footer h6, footer h5',
    '.submitted',
  ],
  time: [
    '[property~="schema:dateCreated"] @content',
    'time @datetime',
    '.comment__time, .comment__date, .date, .submitted',
  ],
  text: '[property~="schema:text"], .field--name-comment-body:not(:has(+ [property~="schema:text"]))',
  drop: '.links, .comment__links, .hidden, .visually-hidden',
  head: '.comment__meta, .submitted',
});
