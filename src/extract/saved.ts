import * as z from 'zod';
import { Thread } from '../schemas.ts';
import { commentsOf, isObject, unpacked } from './json-ld.ts';
import type { Extractor, Found } from './page.ts';
import type { RawComment } from './thread.ts';
import { htmlText } from './visible.ts';

/** Forms of saved answers, tried in this order. */
export const savedExtractors: readonly Extractor<unknown>[] = [wordpressAnswer, disqusAnswer, linkedData];

/** Returns a thread that this package wrote, or null: a `Thread`, or anything that holds one in `thread`. */
export function savedThread(json: unknown): Thread | null {
  const thread = Thread.safeParse(isObject(json) && isObject(json.thread) ? json.thread : json);
  return thread.success ? thread.data : null;
}

/** Returns a thread's comments as raw ones, so that their ids, parents and depths can be made consistent. */
export function rawComments(thread: Thread): RawComment[] {
  return thread.comments.map(({ parentId, depth: _, ...comment }) => ({
    ...comment,
    parent: parentId,
    fromReader: true,
  }));
}

const id = z.union([z.string(), z.number()]).transform(String);

/** https://developer.wordpress.org/rest-api/reference/comments/ */
const WordpressComments = z
  .array(
    z.object({
      id,
      parent: id,
      author_name: z.string(),
      date: z.string().nullish(),
      date_gmt: z.string().nullish(),
      content: z.object({ rendered: z.string() }),
      type: z.string().default('comment'),
    }),
  )
  .min(1);

function wordpressAnswer(json: unknown): Found | null {
  const answer = WordpressComments.safeParse(json);
  if (!answer.success) return null;
  const comments = answer.data.map((comment) => ({
    id: comment.id,
    parent: comment.parent === '0' ? null : comment.parent,
    author: htmlText(comment.author_name) || null,
    text: htmlText(comment.content.rendered),
    dateCreated: comment.date_gmt ? `${comment.date_gmt}Z` : (comment.date ?? null),
    upvoteCount: null,
    downvoteCount: null,
    fromReader: comment.type === 'comment',
  }));
  return { platform: 'WordPress', comments };
}

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
/** https://disqus.com/api/docs/threads/listPosts/ and the `disqus-threadData` of the embedded page. */
const DisqusAnswer = z.object({
  response: z.union([z.array(DisqusPost), z.object({ posts: z.array(DisqusPost) }).transform(({ posts }) => posts)]),
});

function disqusAnswer(json: unknown): Found | null {
  const answer = DisqusAnswer.safeParse(json);
  if (!answer.success || answer.data.response.length === 0) return null;
  const comments = answer.data.response.map((post) => ({
    id: post.id,
    parent: post.parent ?? null,
    author: post.author?.name?.trim() || null,
    text: htmlText(post.message),
    dateCreated: post.createdAt ?? null,
    upvoteCount: post.likes ?? null,
    downvoteCount: post.dislikes ?? null,
    fromReader: !post.isDeleted,
  }));
  return { platform: 'Disqus', comments };
}

function linkedData(json: unknown): Found | null {
  return commentsOf(unpacked(json));
}
