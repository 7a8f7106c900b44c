import * as z from 'zod';
import { answer, flattened, id, shown } from './answer.ts';

const CoralComment = z.object({
  id,
  body: z.string().nullish(),
  createdAt: z.string().nullish(),
  author: z.object({ username: z.string().nullish() }).nullish(),
  deleted: z.boolean().nullish(),
  actionCounts: z.object({ reaction: z.object({ total: z.int() }) }).nullish(),
  parent: z.object({ id }).nullish(),
  get replies(): z.ZodOptional<z.ZodNullable<typeof CoralComments>> {
    return CoralComments.nullish();
  },
});
const CoralComments = z.object({ edges: z.array(z.object({ node: CoralComment })) });
const CoralStory = z.object({ comments: CoralComments });
const CoralAnswer = z.union([
  z
    .object({ data: z.union([z.object({ story: CoralStory }), z.object({ stream: CoralStory })]) })
    .transform(({ data }) => ('story' in data ? data.story : data.stream)),
  z.object({ story: CoralStory }).transform(({ story }) => story),
]);

/** Coral's GraphQL: https://github.com/coralproject/talk/blob/main/server/src/core/server/graph/schema/schema.graphql */
export const coralAnswer = answer('Coral', CoralAnswer, ({ comments }) =>
  flattened(nodesOf(comments), ({ replies }) => nodesOf(replies)).map(({ node, above }) => ({
    id: node.id,
    parent: above?.id ?? node.parent?.id ?? null,
    author: node.author?.username ?? null,
    ...shown(node.body ?? ''),
    dateCreated: node.createdAt ?? null,
    upvoteCount: node.actionCounts?.reaction.total ?? null,
    fromReader: node.deleted !== true,
  })),
);

function nodesOf(comments: z.infer<typeof CoralComments> | null | undefined): z.infer<typeof CoralComment>[] {
  return comments?.edges.map(({ node }) => node) ?? [];
}
