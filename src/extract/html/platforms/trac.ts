import { platformExtractor } from '../engine/index.ts';

/** Trac: the changes of a ticket that come with words. Those of fields alone, and the names in them, are no comments. */
export const trac = platformExtractor({
  name: 'Trac',
  detect: [
    ['.trac-author', '.trac-author-anonymous', '.trac-author-none'],
    ['.cnum', '.trac-change-panel'],
  ],
  item: '.change[id^="trac-change-"]:has(.comment)',
  article: '#ticket .description .searchable',
  id: { from: '[id^="comment:"] @id', pattern: /^comment:(\d+)$/ },
  parent: { from: '.trac-in-reply-to a @href', pattern: /#comment:(\d+)$/ },
  author: ['h3 > [class^="trac-author"]'],
  time: [{ from: 'h3 > a.timeline @href', pattern: /[?&]from=([^&]+)/ }, 'h3 > a.timeline @title'],
  text: '.comment.searchable, .comment',
  // The picture at a link to another site is a character of no width.
  drop: '.anchor, .trac-lastedit, .ext-link > .icon, .mail-link > .icon',
});
