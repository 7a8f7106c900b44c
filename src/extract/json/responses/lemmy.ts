import * as z from 'zod/mini';
import { about, count, flag, id, list, name, plainField, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

/** Votes and times stand in `counts` and as `published` up to 0.19, in the comment and as `published_at` from 1.0. */
const CommentView = z.object({
  comment: z.object({
    id,
    content: z.string(),
    /** The ids from the root, which is 0, to the comment itself. */
    path: z.string(),
    published: time,
    published_at: time,
    deleted: flag,
    removed: flag,
    upvotes: count,
    downvotes: count,
  }),
  post: z.nullish(z.object({ name: name, body: text, ap_id: name, comments: count })),
  creator: z.object({ name: z.string(), display_name: name }),
  counts: z.nullish(z.object({ upvotes: count, downvotes: count })),
});

/** https://lemmy.readme.io/reference/get_comment-list, `/api/v3` and `/api/v4`: the text is Markdown. */
export const lemmyResponse = responseExtractor(
  'Lemmy',
  z.union([
    list,
    z.pipe(
      z.object({ comments: list }),
      z.transform(({ comments }) => comments),
    ),
    z.pipe(
      z.object({ items: list }),
      z.transform(({ items }) => items),
    ),
  ]),
  (views, items) => {
    const read = items(views, CommentView).map(({ node }) => node);
    const post = read[0]?.post;
    return {
      comments: read.map(({ comment, creator, counts }) => ({
        id: comment.id,
        parent: comment.path.split('.').at(-2) ?? null,
        author: creator.display_name ?? creator.name,
        ...plainField(comment.content),
        dateCreated: comment.published ?? comment.published_at,
        upvoteCount: comment.upvotes ?? counts?.upvotes ?? null,
        downvoteCount: comment.downvotes ?? counts?.downvotes ?? null,
        fromReader: !comment.deleted && !comment.removed,
      })),
      opening: post?.body || null,
      article: { ...about(post?.name, post?.ap_id), claimedCount: post?.comments ?? null },
    };
  },
);
