import * as z from 'zod';
import { answer, flattened, id, shown } from './answer.ts';

const GuardianComment = z.object({
  id,
  body: z.string(),
  isoDateTime: z.string().nullish(),
  status: z.string().default('visible'),
  numRecommends: z.int().nullish(),
  userProfile: z.object({ displayName: z.string() }).nullish(),
  responseTo: z.object({ commentId: id.nullish() }).nullish(),
  get responses(): z.ZodDefault<z.ZodArray<typeof GuardianComment>> {
    return z.array(GuardianComment).default([]);
  },
});

/** `discussion.theguardian.com/discussion-api/discussion/KEY`. */
export const guardianAnswer = answer(
  'The Guardian',
  z.object({ discussion: z.object({ comments: z.array(GuardianComment) }) }),
  ({ discussion }) =>
    flattened(discussion.comments, ({ responses }) => responses).map(({ node, above }) => ({
      id: node.id,
      parent: node.responseTo?.commentId ?? above?.id ?? null,
      author: node.userProfile?.displayName ?? null,
      ...shown(node.body),
      dateCreated: node.isoDateTime ?? null,
      upvoteCount: node.numRecommends ?? null,
      fromReader: node.status === 'visible',
    })),
);
