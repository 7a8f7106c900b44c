import { platformExtractor } from '../engine/index.ts';

/** SPIP: replies in lists inside what they answer. */
export const spip = platformExtractor({
  name: 'SPIP',
  detect: ['.comments-list', '.forum-fil'],
  item: '.comments-list li.comment, li.forum-fil',
  id: { from: '[id], [class*="forum-texte-"] @id', pattern: /^(?:forum|comment)(\d+)$/ },
  author: ['.comment-author .fn', '.fn', '.comment-author, .forum-auteur'],
  time: ['abbr.date @title', 'abbr.dtreviewed @title', 'time @datetime', '.date'],
  text: '.comment-texte, .forum-texte',
});
