import * as z from 'zod/mini';
import { flattened, htmlField, id, responseExtractor } from './response.ts';

const YoutubeComment = z.object({
  id,
  snippet: z.object({
    authorDisplayName: z.nullish(z.string()),
    textOriginal: z.nullish(z.string()),
    textDisplay: z.nullish(z.string()),
    publishedAt: z.nullish(z.string()),
    likeCount: z.nullish(z.int()),
    parentId: z.nullish(id),
  }),
});
const YoutubeThread = z.object({
  snippet: z.object({ topLevelComment: YoutubeComment }),
  replies: z.nullish(z.object({ comments: z.array(YoutubeComment) })),
});
const YoutubeResponse = z.object({ items: z.array(z.union([YoutubeThread, YoutubeComment])).check(z.minLength(1)) });

/** https://developers.google.com/youtube/v3/docs/commentThreads/list and `comments/list`. */
export const youtubeResponse = responseExtractor('YouTube', YoutubeResponse, ({ items }) =>
  items.flatMap((item) => {
    const [first, replies] = 'id' in item ? [item, []] : [item.snippet.topLevelComment, item.replies?.comments ?? []];
    const thread = { comment: first, replies: replies.map((comment) => ({ comment, replies: [] })) };
    return flattened<Thread>([thread], (node) => node.replies).map(({ node: { comment }, parent }) => ({
      id: comment.id,
      parent: parent?.comment.id ?? comment.snippet.parentId ?? null,
      author: comment.snippet.authorDisplayName ?? null,
      ...htmlField(comment.snippet.textOriginal ?? comment.snippet.textDisplay ?? ''),
      dateCreated: comment.snippet.publishedAt ?? null,
      upvoteCount: comment.snippet.likeCount ?? null,
    }));
  }),
);

interface Thread {
  readonly comment: z.infer<typeof YoutubeComment>;
  readonly replies: readonly Thread[];
}
