/** What a field of a record can say of a comment. */
export type Role = keyof typeof NAMES;

/**
 * Names of fields by what they hold, the likelier first, as `plainName` writes them: those of Pushshift and Arctic Shift,
 * 4CAT, twarc, Twitter 1.1, youtube-comment-downloader, Polis, WP-CLI, of answers of platforms, and what tables of comments on
 * Kaggle and elsewhere call them.
 */
const NAMES = {
  text: words(
    'commenttext commentbody commentcontent commentmessage body fulltext text textoriginal textdisplay content comment message tweet tweettext tweetcontent posttext postcontent msg rawtext plaintext bodytext contenttext html bodyhtml contenthtml commenthtml texthtml raw rawmessage markdown orig cooked reviewtext review reviewbody replytext reply comments post sentence utterance selftext txt kommentar kommentartext beitrag nachricht commentaire comentario mensaje commento testo texto texte',
  ),
  // At the end, how pandas names its index, which has no name.
  id: words(
    'idstr id commentid idcode cid uuid commentuuid objectid rpid pk guid hash shortid messageid tweetid statusid replyid postid nummer uri permalink ts uid index unnamed0 column1',
  ),
  /** What is answered before what may be the root of the thread. */
  parent: words(
    'inreplyto inreplytoid inreplytocommentid inreplytostatusidstr inreplytostatusid inreplytotweetid replyto replytoid replytocomment replytocommentid replytomessageid referencedtweetsrepliedtoid repliedto repliesto topid answerto answers responseto parent parentid commentparent parentcomment parentcommentid parentuuid parentmessageid parentpostid pid antwortauf reference referenceid rid replyid replycommentid rootid threadts',
  ),
  thread: words(
    'linkid threadid conversationidstr conversationid commentpostid submissionid articleid storyid videoid assetid topicid discussionid pageid itemid postid thread conversation article story video submission articleurl videourl posturl storyurl pageurl discussion topic',
  ),
  author: words(
    'author authorusername authordisplayname authorname commentauthor userscreenname userusername username userdisplayname user displayname screenname nickname nick commenter commentername poster postername profilename by fromname from owner ownerusername creator account member handle fullname sender sendername writer login guestname bynickname autor auteur autore name authorid userid',
  ),
  date: words(
    'createdutc createdat commentdategmt commentdate dategmt publishedat createdate createddate creationdate datecreated created createdtime createdon createtime dateadded timestamp datetime isodatetime date timestampiso publishdate published postedat posted postedon postdate time commenttime commentedat insertedat ctime ts writtenat submitted submittedat addedat timeparsed timetext datum fecha updatedat',
  ),
  upvotes: words(
    'upvotecount upvotes ups voteup upvote agrees likecount likescount likes like totallikes numlikes publicmetricslikecount favouritescount favoritecount recommendations recommends recommendationcount reactioncount diggcount thumbsup thumbsupcount votes votecount score points',
  ),
  downvotes: words(
    'downvotecount downvotes downs votedown downvote disagrees dislikecount dislikescount dislikes totaldislikes thumbsdown',
  ),
  /** What the comments of a thread are on, where each record repeats it. */
  headline: words(
    'linktitle submissiontitle articletitle videotitle threadtitle posttitle storytitle headline title subject',
  ),
  url: words('linkpermalink articleurl storyurl videourl posturl pageurl threadurl linkurl url'),
} as const;

function words(list: string): readonly string[] {
  return list.split(' ');
}

const RANKS = new Map(
  Object.entries(NAMES).map(([role, names]) => [role, new Map(names.map((name, rank) => [name, rank]))] as const),
);

/** Names that are remembered: records repeat theirs. */
const MAX_REMEMBERED = 4096;
const plainNames = new Map<string, string>();

/** Returns a name without what those who name fields differ in: case, and all but letters and digits. */
export function plainName(name: string): string {
  const known = plainNames.get(name);
  if (known !== undefined) return known;
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (name.length <= 100 && plainNames.size < MAX_REMEMBERED) plainNames.set(name, plain);
  return plain;
}

/** Returns the plain names of fields for a role, the likelier first. */
export function namesFor(role: Role): readonly string[] {
  return NAMES[role];
}

/** Returns the fields that have a name for a role, the likelier first. */
export function fieldsFor(role: Role, fields: readonly string[]): string[] {
  const ranks = RANKS.get(role)!;
  return fields
    .map((field) => ({ field, rank: ranks.get(plainName(field)) ?? -1 }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ field }) => field);
}

/** Says whether a field has a name that fields with the text of a comment have. */
export const isTextField = (field: string): boolean => fieldsFor('text', [field]).length > 0;
