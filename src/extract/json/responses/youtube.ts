import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, link, list, name, plainField, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Snippet = z
  .object({
    authorDisplayName: name,
    textOriginal: text,
    textDisplay: text,
    publishedAt: time,
    likeCount: count,
    parentId: link,
    moderationStatus: z._default(z.string(), 'published'),
  })
  .check(z.refine(({ textOriginal, textDisplay }) => (textOriginal || textDisplay) !== '', 'no text'));
const YoutubeComment = z.object({ id, snippet: Snippet });
const YoutubeThread = z.object({
  snippet: z.object({ topLevelComment: YoutubeComment, totalReplyCount: count }),
  replies: z.nullish(z.object({ comments: list })),
});
const Item = z.union([
  z.pipe(
    YoutubeThread,
    z.transform(({ snippet, replies }) => ({
      ...snippet.topLevelComment,
      total: snippet.totalReplyCount ?? 0,
      replies: replies?.comments ?? [],
    })),
  ),
  z.pipe(
    YoutubeComment,
    z.transform((comment) => ({ ...comment, total: 0, replies: [] as readonly unknown[] })),
  ),
]);

/** Answers that were saved together may be no more than their items. */
const Items = z.union([
  z.object({ items: list }),
  z.pipe(
    list,
    z.transform((items) => ({ items })),
  ),
]);

/** https://developers.google.com/youtube/v3/docs/commentThreads/list and `comments/list`. */
export const youtubeResponse = responseExtractor('YouTube', Items, (response, items) => {
  const read = items(response.items, Item, (item) => item.replies);
  const absent = read.reduce((sum, { node }) => sum + Math.max(node.total - node.replies.length, 0), 0);
  return {
    comments: read.map(({ node: { id, snippet }, parent }) => ({
      id,
      parent: parent?.id ?? snippet.parentId,
      author: snippet.authorDisplayName,
      ...(snippet.textOriginal === '' ? htmlField(snippet.textDisplay) : plainField(snippet.textOriginal)),
      dateCreated: snippet.publishedAt,
      upvoteCount: snippet.likeCount,
      fromReader: snippet.moderationStatus === 'published',
    })),
    elsewhere: [
      absent > 0 && `${absent} more replies are counted in totalReplyCount: ask comments.list?parentId=… for them`,
    ],
  };
});

const YtdlpComment = z
  .object({
    id,
    parent: link,
    /** Of the two, some sites give only the second. */
    text,
    html: text,
    author: name,
    like_count: count,
    dislike_count: count,
    timestamp: time,
    _time_text: time,
    author_id: z.optional(z.unknown()),
    is_pinned: flag,
    replies,
  })
  // Any list of comments may stand in `comments` beside a title.
  .check(
    z.refine(
      ({ text, html, timestamp, _time_text }) => (text || html) !== '' && (timestamp ?? _time_text) !== null,
      'no text with its time',
    ),
  );

/** `.info.json` of yt-dlp with `--write-comments`: https://github.com/yt-dlp/yt-dlp, whose times are guessed from "8 months ago". */
export const ytdlpInfo = responseExtractor(
  'yt-dlp',
  z.object({ id, title: z.string(), webpage_url: name, comment_count: count, comments: list }),
  ({ title, webpage_url, comment_count, comments }, items) => ({
    comments: items(comments, YtdlpComment).map(({ node }) => ({
      id: node.id,
      parent: node.parent === 'root' ? null : node.parent,
      author: node.author,
      ...(node.text === '' ? htmlField(node.html) : plainField(node.text)),
      dateCreated: node.timestamp ?? node._time_text,
      upvoteCount: node.like_count,
      downvoteCount: node.dislike_count,
    })),
    article: { ...about(title, webpage_url), claimedCount: comment_count },
  }),
);
