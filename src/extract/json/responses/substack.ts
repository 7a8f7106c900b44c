import * as z from 'zod/mini';
import { flattened, htmlField, id, responseExtractor } from './response.ts';

const SubstackComment = z.object({
  id,
  name: z.nullish(z.string()),
  date: z.nullish(z.string()),
  body: z.nullish(z.string()),
  reaction_count: z.nullish(z.int()),
  deleted: z.nullish(z.boolean()),
  get children(): z.ZodMiniDefault<z.ZodMiniArray<typeof SubstackComment>> {
    return z._default(z.array(SubstackComment), []);
  },
});
const SubstackResponse = z.object({ comments: z.array(SubstackComment).check(z.minLength(1)) });

/** The preloads of a Substack page and its `/api/v1/post/ID/comments`. */
export const substackResponse = responseExtractor('Substack', SubstackResponse, ({ comments }) =>
  flattened(comments, ({ children }) => children).map(({ node, parent }) => ({
    id: node.id,
    parent: parent?.id ?? null,
    author: node.name ?? null,
    ...htmlField(node.body ?? ''),
    dateCreated: node.date ?? null,
    upvoteCount: node.reaction_count ?? null,
    fromReader: node.deleted !== true,
  })),
);
