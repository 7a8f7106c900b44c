import * as z from 'zod/mini';
import { htmlField, id, responseExtractor } from './response.ts';

const DisqusPost = z.object({
  id,
  parent: z.nullish(id),
  author: z.nullish(z.object({ name: z.nullish(z.string()) })),
  createdAt: z.nullish(z.string()),
  message: z.string(),
  likes: z.nullish(z.int()),
  dislikes: z.nullish(z.int()),
  isDeleted: z._default(z.boolean(), false),
});
const DisqusResponse = z.object({
  response: z.union([
    z.array(DisqusPost),
    z.pipe(
      z.object({ posts: z.array(DisqusPost) }),
      z.transform(({ posts }) => posts),
    ),
  ]),
});

/** https://disqus.com/api/docs/threads/listPosts/ and the `disqus-threadData` of the embedded page. */
export const disqusResponse = responseExtractor('Disqus', DisqusResponse, ({ response }) =>
  response.map((post) => ({
    id: post.id,
    parent: post.parent ?? null,
    author: post.author?.name?.trim() || null,
    ...htmlField(post.message),
    // Its times are UTC and do not say so.
    dateCreated: post.createdAt == null ? null : post.createdAt.replace(/(\d\d:\d\d:\d\d)$/, '$1Z'),
    upvoteCount: post.likes ?? null,
    downvoteCount: post.dislikes ?? null,
    fromReader: !post.isDeleted,
  })),
);
