import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, escapedName, htmlField, id, link, list, name, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Comment = z.object({
  ID: id,
  post: z.optional(z.object({ title: text })),
  author: z.optional(z.union([z.object({ name: escapedName }), z.boolean()])),
  date: time,
  URL: name,
  content: text,
  status: z.string(),
  /** False for a comment on the post. */
  parent: z.optional(z.union([z.object({ ID: id }), z.unknown()])),
  type: z._default(z.string(), 'comment'),
  like_count: count,
});
const ParentId = z.object({ ID: link });

/** https://developer.wordpress.com/docs/api/1.1/get/sites/%24site/posts/%24post_ID/replies/ */
export const wordpressComResponse = responseExtractor(
  'WordPress.com',
  z.object({ found: count, comments: list }),
  ({ found, comments }, items) => {
    const read = items(comments, Comment).map(({ node }) => node);
    return {
      comments: read.map((comment) => ({
        id: comment.ID,
        parent: ParentId.safeParse(comment.parent).data?.ID ?? null,
        author: typeof comment.author === 'object' ? comment.author.name : null,
        ...htmlField(comment.content),
        dateCreated: comment.date,
        upvoteCount: comment.like_count,
        fromReader: comment.type === 'comment' && comment.status === 'approved',
      })),
      article: {
        ...about(htmlText(read.find(({ post }) => post !== undefined)?.post?.title ?? ''), read[0]?.URL),
        claimedCount: found,
      },
    };
  },
);
