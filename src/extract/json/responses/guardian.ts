import * as z from 'zod/mini';
import { about, count, htmlField, id, link, list, name, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const GuardianComment = z.object({
  id,
  body: z.string(),
  isoDateTime: time,
  date: time,
  status: z._default(z.string(), 'visible'),
  numRecommends: count,
  userProfile: z.nullish(z.object({ displayName: name })),
  responseTo: z.nullish(z.object({ commentId: link })),
  responses: replies,
  metaData: z.nullish(z.object({ responseCount: count })),
});

/** `discussion.theguardian.com/discussion-api/discussion/KEY`. */
export const guardianResponse = responseExtractor(
  'The Guardian',
  z.object({
    discussion: z.object({ title: name, webUrl: name, commentCount: count, comments: list }),
  }),
  ({ discussion }, items) => ({
    comments: items(discussion.comments, GuardianComment, ({ responses }) => responses).map(({ node, parent }) => ({
      id: node.id,
      parent: node.responseTo?.commentId ?? parent?.id ?? null,
      author: node.userProfile?.displayName ?? null,
      ...htmlField(node.body),
      dateCreated: node.isoDateTime ?? node.date,
      upvoteCount: node.numRecommends,
      fromReader: node.status === 'visible',
    })),
    article: { ...about(discussion.title, discussion.webUrl), claimedCount: discussion.commentCount },
  }),
);
