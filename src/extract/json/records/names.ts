import { namesFor } from '../../../tables/index.ts';

/** Lists of replies, in each comment. */
export const REPLIES = words(
  'replies children comments answers responses subcomments childcomments replycomment replycomments kids nestedcomments repliesdata replieslist thread',
);
/** What fields of comments are called; the first that fits counts. A list of replies is no text. */
export const TEXT = namesFor('text').filter((name) => !REPLIES.includes(name));
/** A list called so holds comments, whatever else its items have. */
export const LISTS = new Set([
  ...REPLIES,
  ...words('messages reactions discussion thread threads commentlist allcomments'),
]);
/** Says that an item is no comment that readers see, where it is true; and where it is false. */
export const GONE = words(
  'deleted isdeleted deletedat removed isremoved removedat spam isspam isspammed hidden ishidden pending ispending isminimized dead trashed system issystem',
);
export const SHOWN = words('approved isapproved visible isvisible published ispublished');
/** What stands in `status` and `state`, and in `type`. */
export const GONE_STATES =
  /^(?:hold|held|pending|waiting|spam|trash|trashed|deleted|removed|rejected|unapproved|disapproved|hidden|blocked|draft|premod|user_?deleted)$/i;
export const OTHER_TYPES = /^(?:pingback|trackback|note|system|service|event|notification)$/i;
/** What a thing has that is commented on. */
export const TITLE = words('title headline');
export const ADDRESS = words('url webpageurl canonicalurl pageurl articleurl permalink link');
export const COUNT = words(
  'commentcount commentscount numcomments totalcomments totalcommentcount totaldocuments messagescount messagecount replycount repliescount totalcount total count found',
);

function words(list: string): readonly string[] {
  return list.split(' ');
}
