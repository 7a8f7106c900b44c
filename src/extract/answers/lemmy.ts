import * as z from 'zod';
import { answer, id } from './answer.ts';

const CommentView = z.object({
  comment: z.object({
    id,
    content: z.string(),
    /** The ids from the root, which is 0, to the comment itself. */
    path: z.string(),
    published: z.string().nullish(),
    deleted: z.boolean().default(false),
    removed: z.boolean().default(false),
  }),
  creator: z.object({ name: z.string(), display_name: z.string().nullish() }),
  counts: z.object({ upvotes: z.int(), downvotes: z.int() }).nullish(),
});

/** https://lemmy.readme.io/reference/get_comment-list: the text is Markdown. */
export const lemmyAnswer = answer('Lemmy', z.object({ comments: z.array(CommentView).min(1) }), ({ comments }) =>
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
);
