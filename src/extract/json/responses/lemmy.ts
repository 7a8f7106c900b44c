import * as z from 'zod/mini';
import { id, responseExtractor } from './response.ts';

const CommentView = z.object({
  comment: z.object({
    id,
    content: z.string(),
    /** The ids from the root, which is 0, to the comment itself. */
    path: z.string(),
    published: z.nullish(z.string()),
    deleted: z._default(z.boolean(), false),
    removed: z._default(z.boolean(), false),
  }),
  post: z.nullish(z.object({ body: z.nullish(z.string()) })),
  creator: z.object({ name: z.string(), display_name: z.nullish(z.string()) }),
  counts: z.nullish(z.object({ upvotes: z.int(), downvotes: z.int() })),
});

/** https://lemmy.readme.io/reference/get_comment-list: the text is Markdown. */
export const lemmyResponse = responseExtractor(
  'Lemmy',
  z.object({ comments: z.array(CommentView).check(z.minLength(1)) }),
  ({ comments }) =>
    comments.map(({ comment, creator, counts }) => {
      const parent = comment.path.split('.').at(-2);
      return {
        id: comment.id,
        parent: parent === undefined || parent === '0' ? null : parent,
        author: creator.display_name ?? creator.name,
        text: comment.content.trim(),
        dateCreated: comment.published ?? null,
        upvoteCount: counts?.upvotes ?? null,
        downvoteCount: counts?.downvotes ?? null,
        fromReader: !comment.deleted && !comment.removed,
      };
    }),
  ({ comments }) => comments[0]!.post?.body ?? null,
);
