import * as z from 'zod/mini';
import { count, escapedName, htmlField, id, link, list, name, onPage, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const WalineComment = z.object({
  objectId: id,
  /** What is answered; `rid` is the root. */
  pid: link,
  nick: escapedName,
  comment: z.string(),
  time,
  insertedAt: time,
  like: count,
  status: z._default(z.string(), 'approved'),
  children: replies,
  /** The page's path, in lists of comments on any page. */
  url: name,
});
const Page = z.object({ count, data: list });

/** https://waline.js.org: `/api/comment`, a page of roots with what answers them, or a list with `type=recent`. */
export const walineResponse = responseExtractor(
  'Waline',
  z.pipe(
    z.union([z.object({ data: Page }), Page]),
    z.transform((answer) => ('count' in answer ? answer : answer.data)),
  ),
  ({ count, data }, items) => ({
    comments: items(data, WalineComment, ({ children }) => children).map(({ node, parent }) => ({
      id: node.objectId,
      parent: node.pid ?? parent?.objectId ?? null,
      author: node.nick,
      ...htmlField(node.comment),
      dateCreated: node.time ?? node.insertedAt,
      upvoteCount: node.like,
      ...onPage(node.url),
      fromReader: node.status === 'approved',
    })),
    article: { claimedCount: count },
  }),
);
