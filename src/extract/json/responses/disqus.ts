import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, link, list, name, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const DisqusPost = z.object({
  id,
  parent: link,
  author: z.nullish(z.object({ name })),
  createdAt: time,
  message: z.string(),
  likes: count,
  dislikes: count,
  isDeleted: flag,
  isSpam: flag,
  isApproved: z._default(z.boolean(), true),
});
const Thread = z.optional(z.object({ clean_title: name, title: name, link: name, posts: count }));

/** https://disqus.com/api/docs/threads/listPosts/ and the `disqus-threadData` of the embedded page. */
export const disqusResponse = responseExtractor(
  'Disqus',
  z.object({
    cursor: z.optional(z.object({ total: count })),
    response: z.union([
      z.pipe(
        list,
        z.transform((posts) => ({ posts, thread: undefined })),
      ),
      z.object({ posts: list, thread: z.catch(Thread, undefined) }),
    ]),
  }),
  ({ cursor, response: { posts, thread } }, items) => ({
    comments: items(posts, DisqusPost).map(({ node: post }) => ({
      id: post.id,
      parent: post.parent,
      author: post.author?.name ?? null,
      ...htmlField(post.message),
      // Its times are UTC and do not say so.
      dateCreated: post.createdAt?.replace(/(\d\d:\d\d:\d\d(?:\.\d+)?)$/, '$1Z') ?? null,
      upvoteCount: post.likes,
      downvoteCount: post.dislikes,
      fromReader: !post.isDeleted && !post.isSpam && post.isApproved,
    })),
    article: {
      ...about(thread?.clean_title ?? thread?.title, thread?.link),
      claimedCount: cursor?.total ?? thread?.posts ?? null,
    },
  }),
);
