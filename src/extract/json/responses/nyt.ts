import * as z from 'zod/mini';
import { count, htmlField, id, link, list, name, replies, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const NytComment = z.object({
  commentID: id,
  parentID: link,
  userDisplayName: name,
  commentBody: z.string(),
  createDate: time,
  recommendations: count,
  replyCount: count,
  replies,
});

/** The New York Times' `/svc/community/V3/requestHandler?cmd=GetCommentsAll`. */
export const nytResponse = responseExtractor(
  'The New York Times',
  z.object({
    results: z.object({ totalCommentsFound: count, totalParentCommentsFound: count, comments: list }),
  }),
  ({ results }, items) => {
    const read = items(results.comments, NytComment, ({ replies }) => replies);
    const absent = read.reduce(
      (sum, { node }) => sum + Math.max((node.replyCount ?? 0) - lengthOf(node.replies), 0),
      0,
    );
    return {
      comments: read.map(({ node, parent }) => ({
        id: node.commentID,
        parent: parent?.commentID ?? node.parentID,
        author: node.userDisplayName,
        ...htmlField(node.commentBody),
        dateCreated: node.createDate,
        upvoteCount: node.recommendations,
      })),
      article: { claimedCount: results.totalCommentsFound },
      elsewhere: [
        absent > 0 && `${absent} more replies are counted in replyCount: ask cmd=GetRepliesByCommentId for them`,
      ],
    };
  },
);

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
