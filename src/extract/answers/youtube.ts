import * as z from 'zod';
import { answer, flattened, id, shown } from './answer.ts';

const YoutubeComment = z.object({
  id,
  snippet: z.object({
    authorDisplayName: z.string().nullish(),
    textOriginal: z.string().nullish(),
    textDisplay: z.string().nullish(),
    publishedAt: z.string().nullish(),
    likeCount: z.int().nullish(),
    parentId: id.nullish(),
  }),
});
const YoutubeThread = z.object({
  snippet: z.object({ topLevelComment: YoutubeComment }),
  replies: z.object({ comments: z.array(YoutubeComment) }).nullish(),
});
const YoutubeAnswer = z.object({ items: z.array(z.union([YoutubeThread, YoutubeComment])).min(1) });

/** https://developers.google.com/youtube/v3/docs/commentThreads/list and `comments/list`. */
export const youtubeAnswer = answer('YouTube', YoutubeAnswer, ({ items }) =>
  items.flatMap((item) => {
    const [first, replies] = 'id' in item ? [item, []] : [item.snippet.topLevelComment, item.replies?.comments ?? []];
    const thread = { comment: first, replies: replies.map((comment) => ({ comment, replies: [] })) };
    return flattened<Thread>([thread], (node) => node.replies).map(({ node: { comment }, above }) => ({
      id: comment.id,
      parent: above?.comment.id ?? comment.snippet.parentId ?? null,
      author: comment.snippet.authorDisplayName ?? null,
      ...shown(comment.snippet.textOriginal ?? comment.snippet.textDisplay ?? ''),
      dateCreated: comment.snippet.publishedAt ?? null,
      upvoteCount: comment.snippet.likeCount ?? null,
    }));
  }),
);

interface Thread {
  readonly comment: z.infer<typeof YoutubeComment>;
  readonly replies: readonly Thread[];
}
