import { NUMBERED_ID, RECENT_COMMENTS, vocabularyExtractor } from './vocabulary.ts';

/** schema.org and SIOC comments in RDFa (`typeof`, `property`): replies stand beside, in a box, or say what they answer. */
export const rdfa = vocabularyExtractor({
  name: 'RDFa',
  detect: ['[typeof]'],
  item: '[typeof~="schema:Comment"], [typeof~="Comment"], [typeof~="sioct:Comment"], [typeof~="sioc:Post"][rel~="sioc:reply_of"]',
  notFromReader: '.pingback, .trackback',
  elsewhere: RECENT_COMMENTS,
  id: NUMBERED_ID,
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
