import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { htmlField, id, responseExtractor } from './response.ts';

const DiscoursePost = z.object({
  id,
  post_number: z.int(),
  reply_to_post_number: z.nullish(z.int()),
  username: z.string(),
  cooked: z.string(),
  created_at: z.nullish(z.string()),
  post_type: z._default(z.int(), 1),
  actions_summary: z._default(z.array(z.object({ id: z.int(), count: z.nullish(z.int()) })), []),
});
const DiscourseTopic = z.object({ post_stream: z.object({ posts: z.array(DiscoursePost) }) });
/** https://github.com/discourse/discourse/blob/main/app/models/post.rb: 1 is a post, the rest are notes of the system. */
const REGULAR = 1;
const LIKE = 2;

/** A topic's address with `.json` behind it: https://docs.discourse.org. The first post is the topic. */
export const discourseResponse = responseExtractor(
  'Discourse',
  DiscourseTopic,
  ({ post_stream: { posts } }) =>
    posts.map((post) => ({
      id: String(post.post_number),
      parent: post.reply_to_post_number == null ? null : String(post.reply_to_post_number),
      author: post.username,
      ...htmlField(post.cooked),
      dateCreated: post.created_at ?? null,
      upvoteCount: post.actions_summary.find((action) => action.id === LIKE)?.count ?? null,
      fromReader: post.post_number > 1 && post.post_type === REGULAR,
    })),
  ({ post_stream: { posts } }) => {
    const first = posts.find((post) => post.post_number === 1);
    return first === undefined ? null : htmlText(first.cooked);
  },
);
