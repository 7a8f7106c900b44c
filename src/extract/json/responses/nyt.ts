import * as z from 'zod/mini';
import { flattened, htmlField, id, responseExtractor, seconds } from './response.ts';

const NytComment = z.object({
  commentID: id,
  parentID: z.nullish(id),
  userDisplayName: z.nullish(z.string()),
  commentBody: z.string(),
  /** Seconds since 1970, as a number or a text. */
  createDate: z.nullish(z.pipe(z.coerce.number(), seconds)),
  recommendations: z.nullish(z.int()),
  get replies(): z.ZodMiniDefault<z.ZodMiniArray<typeof NytComment>> {
    return z._default(z.array(NytComment), []);
  },
});

/** The New York Times' `/svc/community/V3/requestHandler?cmd=GetCommentsAll`. */
export const nytResponse = responseExtractor(
  'The New York Times',
  z.object({ results: z.object({ comments: z.array(NytComment) }) }),
  ({ results }) =>
    flattened(results.comments, ({ replies }) => replies).map(({ node, parent }) => ({
      id: node.commentID,
      parent: parent?.commentID ?? node.parentID ?? null,
      author: node.userDisplayName ?? null,
      ...htmlField(node.commentBody),
      dateCreated: node.createDate ?? null,
      upvoteCount: node.recommendations ?? null,
    })),
);
