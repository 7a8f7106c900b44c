import { platformExtractor } from '../engine/index.ts';

/** SPIP 4, whose list has two levels, and the nested list of older skeletons. */
export const spip = platformExtractor({
  name: 'SPIP',
  detect: [
    ['.comments-items', '.comments-list', '.forum-fil'],
    ['.comment-fil', '.comment-texte', '.forum-texte', '.dtreviewed'],
  ],
  item: '.comments-items > li.comment-item, .comments-list li.comment, li.forum-fil',
  // What a form shows of a message before it is sent.
  elsewhere: 'form, .previsu',
  id: { from: '[id], [class*="forum-texte-"] @id', pattern: /^(?:forum|comment)(\d+)$/ },
  author: ['.comment-meta small > span:not(.sep)', '.comment-author .fn', '.fn', '.comment-author, .forum-auteur'],
  time: ['abbr.dtreviewed @title', 'abbr.date @title', 'time @datetime', '.date'],
  text: '.comment-texte, .forum-texte, .comment-content',
  // The link that goes with a message, and the dashes of its lists.
  drop: '.hyperlien, .spip-puce',
});
