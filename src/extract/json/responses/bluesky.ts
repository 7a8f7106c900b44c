import * as z from 'zod/mini';
import { count, flag, link, list, name, plainField, replies, text, time } from './fields.ts';
import { type ResponseComment, responseExtractor } from './response.ts';

const Post = z.object({
  uri: z.string(),
  author: z.object({ handle: z.string(), displayName: name }),
  record: z.object({
    text,
    /** By the clock of who wrote it. */
    createdAt: time,
    reply: z.optional(z.object({ parent: z.object({ uri: link }) })),
  }),
  indexedAt: time,
  likeCount: count,
  replyCount: count,
});
type Post = z.infer<typeof Post>;

/** A post, or what stands in place of one that is blocked or gone. */
const Gone = z.object({ uri: z.optional(z.string()), $type: z.string().check(z.regex(/#(?:blocked|notFound)Post$/)) });
const ThreadView = z.union([
  z.object({ post: Post, replies }),
  z.pipe(
    Gone,
    z.transform(() => ({ post: null, replies: [] })),
  ),
]);

/** https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread: a tree below the post that is asked for. */
export const blueskyThread = responseExtractor(
  'Bluesky',
  z.object({ thread: z.object({ post: Post, replies: list }) }),
  ({ thread }, items) => {
    const read = items(thread.replies, ThreadView, ({ replies }) => replies);
    const deeper = read.filter(({ node }) => (node.post?.replyCount ?? 0) > 0 && !isFilled(node.replies)).length;
    return {
      comments: read.flatMap(({ node, parent }) =>
        node.post === null ? [] : [commentOf(node.post, parent?.post?.uri ?? null)],
      ),
      opening: thread.post.record.text,
      elsewhere: [
        deeper > 0 && `${deeper} posts have replies that the answer does not hold: ask for them with a greater depth`,
      ],
    };
  },
);

const ThreadItem = z.object({
  uri: z.string(),
  /** Below 0 above the post that is asked for, which has 0. */
  depth: z.int(),
  value: z.object({ post: z.optional(Post), moreReplies: count }),
});

/** `app.bsky.unspecced.getPostThreadV2`: a list in reading order. */
export const blueskyThreadV2 = responseExtractor(
  'Bluesky',
  z.object({ thread: list, hasOtherReplies: flag }),
  ({ thread, hasOtherReplies }, items) => {
    const read = items(thread, ThreadItem).map(({ node }) => node);
    const anchor = read.find(({ depth }) => depth === 0);
    const more = read.reduce((sum, { value }) => sum + (value.moreReplies ?? 0), 0);
    return {
      comments: read.flatMap(({ depth, value: { post } }) =>
        depth > 0 && post !== undefined ? [commentOf(post, null)] : [],
      ),
      opening: anchor?.value.post?.record.text ?? null,
      elsewhere: [
        more > 0 && `${more} more replies are counted in moreReplies: ask for the posts above them`,
        hasOtherReplies && 'hidden replies are only in the answer of getPostThreadOtherV2',
      ],
    };
  },
);

/** Posts one by one, as `searchPosts`, `getPosts` and `getQuotes` give them. */
export const blueskyPosts = responseExtractor(
  'Bluesky',
  z.union([
    list,
    z.pipe(
      z.object({ posts: list }),
      z.transform(({ posts }) => posts),
    ),
  ]),
  (posts, items) => ({ comments: items(posts, Post).map(({ node }) => commentOf(node, null)) }),
);

function commentOf({ uri, author, record, indexedAt, likeCount }: Post, above: string | null): ResponseComment {
  return {
    id: uri,
    parent: record.reply?.parent.uri ?? above,
    author: author.displayName ?? author.handle,
    ...plainField(record.text),
    dateCreated: record.createdAt ?? indexedAt,
    upvoteCount: likeCount,
  };
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}
