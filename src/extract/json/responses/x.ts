import * as z from 'zod/mini';
import { count, escapedField, id, link, list, name, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Post = z.object({
  id,
  text: z.string(),
  author_id: link,
  created_at: time,
  public_metrics: z.optional(z.object({ like_count: count })),
  referenced_tweets: z._default(z.array(z.object({ type: text, id: link })), []),
});
const User = z.object({ id, name, username: name });

/** A search of X's API, version 2, for the posts of one conversation: https://docs.x.com/x-api */
export const xSearch = responseExtractor(
  'X',
  z.object({ data: list, includes: z.object({ users: list }) }),
  ({ data, includes }, items) => {
    const users = new Map(items(includes.users, User).map(({ node }) => [node.id, node.name ?? node.username]));
    return {
      comments: items(data, Post).map(({ node }) => ({
        id: node.id,
        parent: node.referenced_tweets.find(({ type }) => type === 'replied_to')?.id ?? null,
        author: users.get(node.author_id ?? '') ?? null,
        ...escapedField(node.text),
        dateCreated: node.created_at,
        upvoteCount: node.public_metrics?.like_count ?? null,
      })),
    };
  },
);
