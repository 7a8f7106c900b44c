import { platformExtractor } from '../engine/index.ts';

/** Drupal 6 and 7: replies stand in a box behind what they answer. */
export const drupal7 = platformExtractor({
  name: 'Drupal',
  detect: [
    ['.field-name-comment-body', '.comment-by-anonymous', '.comment-by-node-author', '.indented', '.submitted'],
    ['.username', '.comment-wrapper', '.node', '.comment-submitted'],
  ],
  item: '#comments .comment:has(.field-name-comment-body), .comment-wrapper .comment:not(.comment-wrapper):not(ul):not(form), #comments > .comment, #comments .indented > .comment',
  notFromReader: '.comment-form, .comment-forbidden',
  repliesBox: '.indented',
  id: { from: '[id], a[href*="#comment-"] @id', pattern: /^comment-(\d+)$/ },
  author: ['.submitted .username, .author .username, .username', '.comment-author, .author', '.submitted'],
  time: [
    '.submitted time @datetime',
    'time @datetime',
    '[property~="dc:date"] @content',
    '.comment-date, .date, .comment-time',
    '.submitted',
  ],
  text: '.field-name-comment-body, .comment-text .content, .content',
  drop: '.links, .user-signature, .field-label',
  head: '.submitted, .username, h3.title, h3:first-child',
});
