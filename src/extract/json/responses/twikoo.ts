import * as z from 'zod/mini';
import { count, flag, htmlField, id, link, list, name, onPage, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

/** An export has `_id` and lists every comment beside the others; what was taken over from Disqus has no `mailMd5`. */
const TwikooComment = z
  .object({
    id: z.optional(id),
    _id: z.optional(id),
    pid: link,
    nick: name,
    comment: z.string(),
    created: time,
    isSpam: flag,
    /** Likes, in answers of 1.7 and later beside those against. */
    ups: z.optional(z.union([list, count])),
    downs: z.optional(z.union([list, count])),
    like: z.optional(z.union([list, count])),
    href: name,
    url: name,
    master: z.optional(z.unknown()),
    mailMd5: z.optional(z.unknown()),
    replies,
  })
  .check(
    z.refine(
      ({ id, _id, mailMd5, master }) => (id ?? _id) !== undefined && (mailMd5 ?? master) !== undefined,
      'no id and mailMd5 or master',
    ),
  );

/** https://twikoo.js.org: the answer to COMMENT_GET, whose `count` leaves out replies, and an export. */
export const twikooResponse = responseExtractor(
  'Twikoo',
  z.union([
    list,
    z.pipe(
      z.object({ data: list }),
      z.transform(({ data }) => data),
    ),
  ]),
  (comments, items) => ({
    comments: items(comments, TwikooComment, ({ replies }) => replies).map(({ node, parent }) => ({
      id: node.id ?? node._id ?? null,
      parent: node.pid ?? parent?.id ?? null,
      author: node.nick,
      ...htmlField(node.comment),
      dateCreated: node.created,
      upvoteCount: votes(node.ups ?? node.like),
      downvoteCount: votes(node.downs),
      ...onPage(node.href ?? node.url),
      fromReader: !node.isSpam,
    })),
  }),
);

/** A number, or who voted. */
function votes(value: unknown): number | null {
  return Array.isArray(value) ? value.length : typeof value === 'number' ? value : null;
}
