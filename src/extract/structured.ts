import type { Platform } from './platforms/markup.ts';
import { platformExtractor } from './platforms/platform.ts';

const COMMON = {
  name: null,
  notFromReader: '.pingback, .trackback',
  elsewhere: '.recent-comments, .latest-comments',
  id: /^(?:comment|post|answer|c)[-_]?(\d+)$/i,
  level: null,
  downvotes: '[itemprop~="downvoteCount"]',
  cut: null,
  more: null,
} satisfies Partial<Platform>;

/**
 * schema.org comments in microdata (`itemprop`, `itemtype`). Case varies between pages: "schema.org/comment" occurs.
 * Answers count on question pages only, because a list of frequent questions has answers too.
 */
export const microdata = platformExtractor({
  ...COMMON,
  hint: /\bitem(?:prop|type)\b/i,
  item: [
    '[itemprop~="comment"][itemscope]',
    '[itemtype$="/Comment" i]',
    '[itemtype$="/UserComments" i]',
    '[itemtype$="/QAPage" i] [itemprop~="acceptedAnswer"]',
    '[itemtype$="/QAPage" i] [itemprop~="suggestedAnswer"]',
  ].join(),
  repliesBox: null,
  author: [
    '[itemprop~="author"] [itemprop~="name"], [itemprop~="creator"] [itemprop~="name"]',
    '[itemprop~="author"], [itemprop~="creator"]',
  ],
  time: ['[itemprop~="dateCreated"], [itemprop~="datePublished"], [itemprop~="commentTime"]', 'time[datetime]'],
  text: '[itemprop~="text"], [itemprop~="commentText"], [itemprop~="description"]',
  drop: '[itemprop~="datePublished"], time, form, button',
  head: '[itemprop~="author"], [itemprop~="creator"]',
  upvotes: '[itemprop~="upvoteCount"], [itemprop~="userInteractionCount"]',
});

/** schema.org and SIOC comments in RDFa (`typeof`, `property`), as Drupal 8 and later write them: replies stand beside. */
export const rdfa = platformExtractor({
  ...COMMON,
  hint: /\btypeof=/i,
  item: '[typeof~="schema:Comment"], [typeof~="Comment"], [typeof~="sioct:Comment"]',
  repliesBox: '.indented',
  author: [
    '[rel~="schema:author"] [property~="schema:name"], [property~="foaf:name"], .username',
    '[rel~="schema:author"]',
  ],
  time: ['[property~="schema:dateCreated"], [property~="dc:date"], [property~="dc:created"]', 'time[datetime]'],
  text: '[property~="schema:text"], [property~="content:encoded"]',
  drop: 'time, form, button, .links, .comment-links',
  head: '[rel~="schema:author"], .username, .submitted',
  upvotes: null,
});
