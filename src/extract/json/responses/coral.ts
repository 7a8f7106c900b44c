import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Edges = z.object({ edges: z.array(z.unknown()), pageInfo: z.optional(z.object({ hasNextPage: flag })) });
const Edge = z.object({
  node: z.object({
    id,
    body: text,
    createdAt: time,
    author: z.nullish(z.object({ username: name })),
    deleted: flag,
    status: name,
    actionCounts: z.nullish(z.object({ reaction: z.object({ total: count }) })),
    parent: z.nullish(z.object({ id })),
    replies,
  }),
});
const CoralStory = z.object({
  url: name,
  metadata: z.nullish(z.object({ title: name })),
  commentCounts: z.nullish(z.object({ totalPublished: count })),
  comments: Edges,
});
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
const HIDDEN = ['REJECTED', 'PREMOD', 'SYSTEM_WITHHELD'];

/** Coral's GraphQL: https://github.com/coralproject/talk/blob/main/server/src/core/server/graph/schema/schema.graphql */
export const coralResponse = responseExtractor('Coral', CoralResponse, (story, items) => {
  const read = items(story.comments.edges, Edge, ({ node }) => Edges.safeParse(node.replies).data?.edges);
  const cut = read.filter(({ node: { node } }) => Edges.safeParse(node.replies).data?.pageInfo?.hasNextPage).length;
  return {
    comments: read.map(({ node: { node }, parent }) => ({
      id: node.id,
      parent: parent?.node.id ?? node.parent?.id ?? null,
      author: node.author?.username ?? null,
      ...htmlField(node.body),
      dateCreated: node.createdAt,
      upvoteCount: node.actionCounts?.reaction.total ?? null,
      fromReader: !node.deleted && !HIDDEN.includes(node.status ?? ''),
    })),
    article: {
      ...about(story.metadata?.title, story.url),
      claimedCount: story.commentCounts?.totalPublished ?? null,
    },
    elsewhere: [
      cut > 0 &&
        `the answer holds a part of the replies to ${cut} of its comments: ask for the next page of their replies`,
    ],
  };
});
