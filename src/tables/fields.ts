/** What a field of a record can say of a comment. */
export type Role = keyof typeof NAMES;

/**
 * Names of fields by what they hold, the likelier first: those of Pushshift and Arctic Shift, 4CAT, twarc, Twitter 1.1,
 * youtube-comment-downloader, Polis, WP-CLI, and what tables of comments on Kaggle and elsewhere call them. Case and
 * everything but letters and digits do not count: `comment-body` is `commentBody`.
 */
const NAMES = {
  text: [
    ...[
      'body',
      'comment_text',
      'comment_body',
      'comment_content',
      'full_text',
      'text',
      'text_original',
      'text_display',
    ],
    ...['tweet', 'tweet_text', 'tweet_content', 'post_text', 'post_content', 'message', 'msg', 'comment', 'comments'],
    ...['content', 'review_text', 'review', 'review_body', 'reply_text', 'reply', 'post', 'sentence', 'utterance'],
    ...['selftext', 'body_text', 'raw_message', 'txt', 'kommentar', 'commentaire', 'comentario', 'texto', 'texte'],
  ],
  id: [
    'id_str',
    'id',
    'cid',
    'comment_id',
    'tweet_id',
    'status_id',
    'message_id',
    'reply_id',
    'post_id',
    'uid',
    'name',
    // A table that pandas wrote with its index, whose column has no name.
    'index',
    'unnamed: 0',
    'column 1',
  ],
  parent: [
    ...['parent_id', 'comment_parent', 'parent_comment_id', 'parent_comment', 'parent', 'in_reply_to_status_id_str'],
    ...['in_reply_to_status_id', 'in_reply_to_id', 'in_reply_to', 'referenced_tweets.replied_to.id', 'reply_to'],
    ...[
      'reply_to_id',
      'replied_to',
      'reply_to_comment_id',
      'reply_to_message_id',
      'in_reply_to_tweet_id',
      'parent_post_id',
    ],
  ],
  thread: [
    ...['link_id', 'thread_id', 'conversation_id_str', 'conversation_id', 'comment_post_id', 'submission_id'],
    ...['article_id', 'story_id', 'video_id', 'asset_id', 'topic_id', 'discussion_id', 'page_id', 'item_id', 'post_id'],
    ...['thread', 'conversation', 'article', 'story', 'video', 'submission', 'article_url', 'video_url', 'post_url'],
    ...['story_url', 'page_url', 'discussion', 'topic'],
  ],
  author: [
    ...['author', 'author.username', 'author.display_name', 'author.name', 'author_display_name', 'author_name'],
    ...[
      'comment_author',
      'user.screen_name',
      'user.username',
      'user.name',
      'user_display_name',
      'user_name',
      'username',
    ],
    ...[
      'screen_name',
      'user',
      'display_name',
      'nickname',
      'nick',
      'commenter',
      'poster',
      'by',
      'from_name',
      'from.name',
    ],
    ...['name', 'author_id', 'user_id'],
  ],
  date: [
    ...['created_utc', 'created_at', 'comment_date_gmt', 'comment_date', 'published_at', 'create_date', 'created_date'],
    ...['date_created', 'created', 'timestamp', 'datetime', 'date', 'publish_date', 'posted_at', 'time', 'time_parsed'],
    ...['create_time', 'updated_at'],
  ],
  upvotes: [
    ...['upvotes', 'ups', 'agrees', 'like_count', 'likes', 'public_metrics.like_count', 'favorite_count', 'up_votes'],
    ...['upvote_count', 'thumbs_up', 'votes', 'recommendations', 'recommendation_count'],
  ],
  downvotes: [
    'downvotes',
    'downs',
    'disagrees',
    'dislikes',
    'dislike_count',
    'down_votes',
    'downvote_count',
    'thumbs_down',
  ],
  /** What the comments of a thread are on, where each record repeats it. */
  headline: [
    ...['link_title', 'submission_title', 'article_title', 'video_title', 'thread_title', 'post_title', 'story_title'],
    ...['headline', 'title', 'subject'],
  ],
  url: [
    'link_permalink',
    'article_url',
    'story_url',
    'video_url',
    'post_url',
    'page_url',
    'thread_url',
    'link_url',
    'url',
  ],
} as const;

/** A name without what writers of tables differ in. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const PLAIN_NAMES = new Map(
  Object.entries(NAMES).map(
    ([role, names]) => [role, new Map(names.map((name, rank) => [plain(name), rank]))] as const,
  ),
);

/** Returns the fields that have a name for a role, the likelier first. */
export function fieldsFor(role: Role, fields: readonly string[]): string[] {
  const ranks = PLAIN_NAMES.get(role)!;
  return fields
    .map((field) => ({ field, rank: ranks.get(plain(field)) ?? -1 }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ field }) => field);
}

/** Says whether a field has a name that fields with the text of a comment have. */
export const isTextField = (field: string): boolean => fieldsFor('text', [field]).length > 0;
