import * as z from 'zod';
import { answer, flattened, id, seconds, shown } from './answer.ts';

const NytComment = z.object({
  commentID: id,
  parentID: id.nullish(),
  userDisplayName: z.string().nullish(),
  commentBody: z.string(),
  /** Seconds since 1970, as a number or a text. */
  createDate: z.coerce.number().pipe(seconds).nullish(),
  recommendations: z.int().nullish(),
  get replies(): z.ZodDefault<z.ZodArray<typeof NytComment>> {
    return z.array(NytComment).default([]);
  },
});

/** The New York Times' `/svc/community/V3/requestHandler?cmd=GetCommentsAll`. */
export const nytAnswer = answer(
  'The New York Times',
  z.object({ results: z.object({ comments: z.array(NytComment) }) }),
  ({ results }) =>
    flattened(results.comments, ({ replies }) => replies).map(({ node, above }) => ({
      id: node.commentID,
      parent: above?.commentID ?? node.parentID ?? null,
      author: node.userDisplayName ?? null,
      ...shown(node.commentBody),
      dateCreated: node.createDate ?? null,
      upvoteCount: node.recommendations ?? null,
    })),
);
