import * as z from 'zod/mini';
import { count, htmlField, id, link, list, name, onPage, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const GhostComment = z.object({
  id,
  /** The root of the thread; `in_reply_to_id` is what is answered, and null where that is the root. */
  parent_id: link,
  in_reply_to_id: link,
  status: z.string(),
  html: z.nullable(z.string()),
  created_at: time,
  /** Null for a member who is gone, without a name for one who gives none. */
  member: z.nullable(z.object({ name })),
  count: z.optional(z.object({ replies: count, likes: count })),
  /** Where comments on any post are listed, each beside the others. */
  post: z.nullish(z.object({ id, title: name, url: name })),
  replies,
});

/** https://github.com/TryGhost/Ghost: `/members/api/comments/post/ID/`. */
export const ghostResponse = responseExtractor('Ghost', z.object({ comments: list }), ({ comments }, items) => {
  const read = items(comments, GhostComment, ({ replies }) => replies);
  const counted = read.reduce(
    (sum, { node, parent }) => sum + (parent === null && node.parent_id === null ? (node.count?.replies ?? 0) : 0),
    0,
  );
  const absent = counted - read.filter(({ node, parent }) => (parent?.id ?? node.parent_id) !== null).length;
  return {
    comments: read.map(({ node, parent }) => ({
      id: node.id,
      parent: node.in_reply_to_id ?? node.parent_id ?? parent?.id ?? null,
      author: node.member?.name ?? null,
      ...htmlField(node.html ?? ''),
      dateCreated: node.created_at,
      upvoteCount: node.count?.likes ?? null,
      ...onPage(node.post?.url ?? node.post?.id, node.post?.title),
      fromReader: node.status === 'published',
    })),
    elsewhere: [absent > 0 && `${absent} more replies are counted: ask /members/api/comments/ID/replies/ for them`],
  };
});
