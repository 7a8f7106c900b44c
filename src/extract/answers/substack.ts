import * as z from 'zod';
import { answer, flattened, id, shown } from './answer.ts';

const SubstackComment = z.object({
  id,
  name: z.string().nullish(),
  date: z.string().nullish(),
  body: z.string().nullish(),
  reaction_count: z.int().nullish(),
  deleted: z.boolean().nullish(),
  get children(): z.ZodDefault<z.ZodArray<typeof SubstackComment>> {
    return z.array(SubstackComment).default([]);
  },
});
const SubstackAnswer = z.object({ comments: z.array(SubstackComment).min(1) });

/** The preloads of a Substack page and its `/api/v1/post/ID/comments`. */
export const substackAnswer = answer('Substack', SubstackAnswer, ({ comments }) =>
  flattened(comments, ({ children }) => children).map(({ node, above }) => ({
    id: node.id,
    parent: above?.id ?? null,
    author: node.name ?? null,
    ...shown(node.body ?? ''),
    dateCreated: node.date ?? null,
    upvoteCount: node.reaction_count ?? null,
    fromReader: node.deleted !== true,
  })),
);
