/**
 * What fields of comments are called, in lower case and without `_` and `-`; the first that fits counts. Names that say
 * more stand before those that say less.
 */
export const TEXT = words(
  'text body content comment message commenttext commentbody commentcontent commentmessage textoriginal textdisplay fulltext rawtext plaintext bodytext contenttext html bodyhtml contenthtml commenthtml texthtml raw rawmessage markdown orig cooked msg reply',
);
export const AUTHOR = words(
  'author authorname authordisplayname user username userdisplayname displayname name nick nickname by from owner ownerusername creator account member commenter commentername screenname handle profilename fullname sender sendername poster postername writer login guestname bynickname',
);
export const ID = words(
  'id commentid idcode cid uuid commentuuid objectid rpid pk guid hash shortid messageid postid tweetid uri permalink ts',
);
/** What is answered before what may be the root of the thread. */
export const PARENT = words(
  'inreplyto inreplytoid inreplytocommentid inreplytostatusid replyto replytoid replytocommentid replytomessageid repliedto repliesto topid pid answerto answers responseto parent parentid parentcomment parentcommentid parentuuid parentmessageid parentpostid reference referenceid rid replyid replycommentid rootid threadts',
);
export const DATE = words(
  'createdat created createdtime createdutc creationdate datecreated createdate createdon createtime dateadded date dategmt datetime isodatetime time timestamp timestampiso publishedat published publishdate postedat posted postedon postdate commentdate commenttime commentedat insertedat ctime ts writtenat submitted submittedat addedat timetext',
);
export const UP = words(
  'upvotecount upvotes ups voteup upvote likecount likescount likes like totallikes numlikes favouritescount favoritecount recommendations recommends reactioncount diggcount thumbsup thumbsupcount votes votecount score points',
);
export const DOWN = words(
  'downvotecount downvotes downs votedown downvote dislikecount dislikescount dislikes totaldislikes thumbsdown',
);
/** Lists of replies, in each comment. */
export const REPLIES = words(
  'replies children comments answers responses subcomments childcomments replycomment replycomments kids nestedcomments repliesdata replieslist thread',
);
/** A list called so holds comments, whatever else its items have. */
export const LISTS = new Set([
  ...REPLIES,
  ...words('messages reactions discussion thread threads commentlist allcomments'),
]);
/** Says that an item is no comment that readers see, where it is true; and where it is false. */
export const GONE = words(
  'deleted isdeleted deletedat removed isremoved removedat spam isspam isspammed hidden ishidden pending ispending isminimized dead trashed',
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

/** Returns a key as it is compared. */
export function plainKey(key: string): string {
  return key.replace(/[_\-\s]/g, '').toLowerCase();
}
