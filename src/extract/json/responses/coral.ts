import * as z from 'zod/mini';
import { flattened, htmlField, id, responseExtractor } from './response.ts';

const CoralComment = z.object({
  id,
  body: z.nullish(z.string()),
  createdAt: z.nullish(z.string()),
  author: z.nullish(z.object({ username: z.nullish(z.string()) })),
  deleted: z.nullish(z.boolean()),
  actionCounts: z.nullish(z.object({ reaction: z.object({ total: z.int() }) })),
  parent: z.nullish(z.object({ id })),
  get replies(): z.ZodMiniOptional<z.ZodMiniNullable<typeof CoralComments>> {
    return z.nullish(CoralComments);
  },
});
const CoralComments = z.object({ edges: z.array(z.object({ node: CoralComment })) });
const CoralStory = z.object({ comments: CoralComments });
const CoralResponse = z.union([
  z.pipe(
    z.object({ data: z.union([z.object({ story: CoralStory }), z.object({ stream: CoralStory })]) }),
    z.transform(({ data }) => ('story' in data ? data.story : data.stream)),
  ),
  z.pipe(
    z.object({ story: CoralStory }),
    z.transform(({ story }) => story),
  ),
]);

/** Coral's GraphQL: https://github.com/coralproject/talk/blob/main/server/src/core/server/graph/schema/schema.graphql */
export const coralResponse = responseExtractor('Coral', CoralResponse, ({ comments }) =>
  flattened(nodesOf(comments), ({ replies }) => nodesOf(replies)).map(({ node, parent }) => ({
    id: node.id,
    parent: parent?.id ?? node.parent?.id ?? null,
    author: node.author?.username ?? null,
    ...htmlField(node.body ?? ''),
    dateCreated: node.createdAt ?? null,
    upvoteCount: node.actionCounts?.reaction.total ?? null,
    fromReader: node.deleted !== true,
  })),
);

function nodesOf(comments: z.infer<typeof CoralComments> | null | undefined): z.infer<typeof CoralComment>[] {
  return comments?.edges.map(({ node }) => node) ?? [];
}
