import * as z from 'zod/mini';
import { flattened, htmlField, id, responseExtractor } from './response.ts';

const GuardianComment = z.object({
  id,
  body: z.string(),
  isoDateTime: z.nullish(z.string()),
  status: z._default(z.string(), 'visible'),
  numRecommends: z.nullish(z.int()),
  userProfile: z.nullish(z.object({ displayName: z.string() })),
  responseTo: z.nullish(z.object({ commentId: z.nullish(id) })),
  get responses(): z.ZodMiniDefault<z.ZodMiniArray<typeof GuardianComment>> {
    return z._default(z.array(GuardianComment), []);
  },
});

/** `discussion.theguardian.com/discussion-api/discussion/KEY`. */
export const guardianResponse = responseExtractor(
  'The Guardian',
  z.object({ discussion: z.object({ comments: z.array(GuardianComment) }) }),
  ({ discussion }) =>
    flattened(discussion.comments, ({ responses }) => responses).map(({ node, parent }) => ({
      id: node.id,
      parent: node.responseTo?.commentId ?? parent?.id ?? null,
      author: node.userProfile?.displayName ?? null,
      ...htmlField(node.body),
      dateCreated: node.isoDateTime ?? null,
      upvoteCount: node.numRecommends ?? null,
      fromReader: node.status === 'visible',
    })),
);
