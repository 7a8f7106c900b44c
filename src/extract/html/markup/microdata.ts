import { NUMBERED_ID, RECENT_COMMENTS, vocabularyExtractor } from './vocabulary.ts';

/**
 * schema.org comments in microdata (`itemprop`, `itemtype`). Case varies between pages: "schema.org/comment" occurs.
 * Answers count on question pages only, because a list of frequent questions has answers too.
 */
export const microdata = vocabularyExtractor({
  name: 'microdata',
  detect: ['[itemscope]'],
  item: [
    '[itemprop~="comment"][itemscope]',
    '[itemtype$="/Comment" i]',
    '[itemtype$="/UserComments" i]',
    '[itemtype$="/QAPage" i] [itemprop~="acceptedAnswer"]',
    '[itemtype$="/QAPage" i] [itemprop~="suggestedAnswer"]',
  ].join(),
  notFromReader: '.pingback, .trackback',
  elsewhere: RECENT_COMMENTS,
  id: NUMBERED_ID,
  author: [
    '[itemprop~="author"] [itemprop~="name"], [itemprop~="creator"] [itemprop~="name"]',
    '[itemprop~="author"], [itemprop~="creator"]',
  ],
  time: ['[itemprop~="dateCreated"], [itemprop~="datePublished"], [itemprop~="commentTime"]', 'time[datetime]'],
  text: '[itemprop~="text"], [itemprop~="commentText"], [itemprop~="description"]',
  drop: '[itemprop~="datePublished"]',
  head: '[itemprop~="author"], [itemprop~="creator"]',
  upvotes: '[itemprop~="upvoteCount"], [itemprop~="userInteractionCount"]',
  downvotes: '[itemprop~="downvoteCount"]',
});
