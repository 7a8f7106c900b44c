import type { Extractor, HtmlPage } from '../../extractor.ts';
import type { Platform } from '../engine/compile.ts';
import { platformExtractor } from '../engine/index.ts';

/** Returns an extractor for markup that any platform may use: it names none. */
function vocabulary(platform: Platform): Extractor<HtmlPage> {
  const { name, read } = platformExtractor(platform);
  return {
    name,
    read: (page) => {
      const found = read(page);
      return typeof found === 'string' ? found : { ...found, platform: null };
    },
  };
}

const ELSEWHERE = '.recent-comments, .latest-comments';
const ID = { from: '[id] @id', pattern: /^(?:comment|post|answer|c)[-_]?(\d+)$/i };

/**
 * schema.org comments in microdata (`itemprop`, `itemtype`). Case varies between pages: "schema.org/comment" occurs.
 * Answers count on question pages only, because a list of frequent questions has answers too.
 */
export const microdata = vocabulary({
  name: 'microdata',
  signs: ['[itemscope]'],
  item: [
    '[itemprop~="comment"][itemscope]',
    '[itemtype$="/Comment" i]',
    '[itemtype$="/UserComments" i]',
    '[itemtype$="/QAPage" i] [itemprop~="acceptedAnswer"]',
    '[itemtype$="/QAPage" i] [itemprop~="suggestedAnswer"]',
  ].join(),
  notFromReader: '.pingback, .trackback',
  elsewhere: ELSEWHERE,
  id: ID,
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

/** schema.org and SIOC comments in RDFa (`typeof`, `property`): replies stand beside, in a box, or say what they answer. */
export const rdfa = vocabulary({
  name: 'RDFa',
  signs: ['[typeof]'],
  item: '[typeof~="schema:Comment"], [typeof~="Comment"], [typeof~="sioct:Comment"], [typeof~="sioc:Post"][rel~="sioc:reply_of"]',
  notFromReader: '.pingback, .trackback',
  elsewhere: ELSEWHERE,
  id: ID,
  repliesBox: '.indented',
  author: [
    '[rel~="schema:author"] [property~="schema:name"], [property~="foaf:name"], .username',
    '[rel~="schema:author"], [rel~="sioc:has_creator"], [property~="author"]',
  ],
  time: [
    '[property~="schema:dateCreated"], [property~="dc:date"], [property~="dc:created"], [property~="dateCreated"]',
    'time[datetime]',
  ],
  text: '[property~="schema:text"], [property~="content:encoded"], [property~="text"]',
  drop: '.links, .comment-links',
  head: '[rel~="schema:author"], .username, .submitted',
});
