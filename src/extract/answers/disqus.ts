import * as z from 'zod';
import { answer, id, shown } from './answer.ts';

const DisqusPost = z.object({
  id,
  parent: id.nullish(),
  author: z.object({ name: z.string().nullish() }).nullish(),
  createdAt: z.string().nullish(),
  message: z.string(),
  likes: z.int().nullish(),
  dislikes: z.int().nullish(),
  isDeleted: z.boolean().default(false),
});
const DisqusAnswer = z.object({
  response: z.union([z.array(DisqusPost), z.object({ posts: z.array(DisqusPost) }).transform(({ posts }) => posts)]),
});

/** https://disqus.com/api/docs/threads/listPosts/ and the `disqus-threadData` of the embedded page. */
export const disqusAnswer = answer('Disqus', DisqusAnswer, ({ response }) =>
  response.map((post) => ({
    id: post.id,
    parent: post.parent ?? null,
    author: post.author?.name?.trim() || null,
    ...shown(post.message),
    // Its times are UTC and do not say so.
    dateCreated: post.createdAt == null ? null : post.createdAt.replace(/(\d\d:\d\d:\d\d)$/, '$1Z'),
    upvoteCount: post.likes ?? null,
    downvoteCount: post.dislikes ?? null,
    fromReader: !post.isDeleted,
  })),
);
