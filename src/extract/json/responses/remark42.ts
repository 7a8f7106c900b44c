import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, link, list, name, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Comment = z.object({
  id,
  pid: link,
  text: z.string(),
  user: z.object({ name }),
  score: count,
  time,
  delete: flag,
  title: name,
  locator: z.optional(z.object({ url: name })),
});
/** `format=plain` lists comments, `format=tree` puts each beside its replies. */
const Node = z.union([
  z.object({ comment: Comment, replies }),
  z.pipe(
    Comment,
    z.transform((comment) => ({ comment, replies: undefined as unknown })),
  ),
]);

/** https://remark42.com/docs/contributing/api/: `/api/v1/find`. */
export const remark42Response = responseExtractor(
  'Remark42',
  z.object({ comments: list, info: z.optional(z.object({ url: name, count })) }),
  ({ comments, info }, items) => {
    const read = items(comments, Node, ({ replies }) => replies);
    const first = read[0]?.node.comment;
    return {
      comments: read.map(({ node: { comment }, parent }) => ({
        id: comment.id,
        parent: comment.pid ?? parent?.comment.id ?? null,
        author: comment.user.name,
        ...htmlField(comment.text),
        dateCreated: comment.time,
        upvoteCount: comment.score,
        fromReader: !comment.delete,
      })),
      article: { ...about(first?.title, info?.url ?? first?.locator?.url), claimedCount: info?.count ?? null },
    };
  },
);
