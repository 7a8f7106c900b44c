import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, link, list, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Message = z.object({
  id,
  parent_id: link,
  content: z._default(z.array(z.object({ text })), []),
  user_id: link,
  user_display_name: name,
  written_at: time,
  rank: z.optional(z.object({ ranks_up: count, ranks_down: count })),
  deleted: flag,
  published: z._default(z.boolean(), true),
  replies_count: count,
  replies,
});
const User = z.object({ display_name: name, user_name: name });

/** OpenWeb's `/conversation/read`, formerly Spot.IM. */
export const openwebConversation = responseExtractor(
  'OpenWeb',
  z.pipe(
    z.object({
      conversation: z.object({
        messages_count: count,
        comments: list,
        users: z._default(z.record(z.string(), z.unknown()), {}),
      }),
      extract_data: z.nullish(z.object({ title: name, url: name })),
    }),
    z.transform(({ conversation, extract_data }) => ({ ...conversation, extract_data })),
  ),
  ({ messages_count, comments, users, extract_data }, items) => {
    const read = items(comments, Message, ({ replies }) => replies);
    const cut = read.filter(
      ({ node }) => (node.replies_count ?? 0) > (Array.isArray(node.replies) ? node.replies.length : 0),
    ).length;
    return {
      comments: read.map(({ node, parent }) => {
        const user = User.safeParse(users[node.user_id ?? '']).data;
        return {
          id: node.id,
          parent: node.parent_id ?? parent?.id ?? null,
          author: user?.display_name ?? user?.user_name ?? node.user_display_name,
          ...htmlField(node.content.map(({ text }) => text).join('\n')),
          dateCreated: node.written_at,
          upvoteCount: node.rank?.ranks_up ?? null,
          downvoteCount: node.rank?.ranks_down ?? null,
          fromReader: !node.deleted && node.published,
        };
      }),
      article: { ...about(extract_data?.title, extract_data?.url), claimedCount: messages_count },
      elsewhere: [
        cut > 0 && `the answer holds a part of the replies to ${cut} of its comments: ask for them with parent_id`,
      ],
    };
  },
);
