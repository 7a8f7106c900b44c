import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, list, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

/** Many platforms have comments with an id, a body and a date; `children_count` and `ancestor_path` are Substack's own. */
const SubstackComment = z
  .object({
    id,
    name,
    date: time,
    body: text,
    reaction_count: count,
    deleted: flag,
    ancestor_path: z.optional(z.string()),
    children: replies,
    children_count: count,
  })
  .check(
    z.refine(
      (comment) => comment.date !== null && (Array.isArray(comment.children) || comment.ancestor_path !== undefined),
      'no date and children',
    ),
  );

/** The preloads of a Substack page and its `/api/v1/post/ID/comments`. */
export const substackResponse = responseExtractor(
  'Substack',
  z.object({
    comments: list,
    post: z.nullish(z.object({ title: name, canonical_url: name, comment_count: count })),
  }),
  ({ comments, post }, items) => ({
    comments: items(comments, SubstackComment, ({ children }) => children).map(({ node, parent }) => ({
      id: node.id,
      parent: parent?.id ?? node.ancestor_path?.split('.').at(-1) ?? null,
      author: node.name,
      ...htmlField(node.body),
      dateCreated: node.date,
      upvoteCount: node.reaction_count,
      fromReader: !node.deleted,
    })),
    article: { ...about(post?.title, post?.canonical_url), claimedCount: post?.comment_count ?? null },
  }),
);
