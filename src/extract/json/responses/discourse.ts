import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, flag, htmlField, link, list, name, replies, time } from './fields.ts';
import { type Placed, type ResponseComment, responseExtractor } from './response.ts';

const Post = z.object({
  post_number: z.int(),
  reply_to_post_number: link,
  username: name,
  cooked: z.string(),
  created_at: time,
  post_type: z._default(z.int(), 1),
  actions_summary: z._default(z.array(z.object({ id: z.int(), count })), []),
  /** Nested: a deleted post that has replies, and the replies. */
  deleted_post_placeholder: flag,
  user_deleted: flag,
  hidden: flag,
  children: replies,
});
type Post = z.infer<typeof Post>;
/** https://github.com/discourse/discourse/blob/main/app/models/post.rb: 1 is a post, the rest are notes of the system. */
const REGULAR = 1;
const LIKE = 2;

/** A topic's address with `.json` behind it: https://docs.discourse.org. The first post is the topic. */
export const discourseResponse = responseExtractor(
  'Discourse',
  z.object({
    id: z.optional(z.unknown()),
    title: name,
    posts_count: count,
    post_stream: z.object({ posts: list, stream: z._default(z.array(z.unknown()), []) }),
  }),
  ({ title, posts_count, post_stream: { posts, stream } }, items) => {
    const read = items(posts, Post);
    const total = Math.max(posts_count ?? 0, stream.length);
    const absent = stream.length - read.length;
    const first = read.find(({ node }) => node.post_number === 1);
    return {
      comments: read.filter((post) => post !== first).map(commentOf),
      opening: first === undefined ? null : htmlText(first.node.cooked),
      article: { ...about(title), ...(total > 0 && { claimedCount: total - 1 }) },
      elsewhere: [
        absent > 0 &&
          `${absent} more posts are named in \`stream\`: ask /t/ID/posts.json?post_ids[]=… for them, or add ?print=true`,
      ],
    };
  },
);

/** A topic's address below `/n/`, with `.json` behind it, which nests the replies. */
export const discourseNested = responseExtractor(
  'Discourse',
  z.object({
    roots: list,
    topic: z.nullish(z.object({ title: name, posts_count: count })),
    op_post: z.nullish(Post),
    has_more_roots: z.boolean(),
  }),
  ({ roots, topic, op_post }, items) => ({
    comments: items(roots, Post, ({ children }) => children).map(commentOf),
    opening: op_post == null ? null : htmlText(op_post.cooked),
    article: { ...about(topic?.title), ...(topic?.posts_count != null && { claimedCount: topic.posts_count - 1 }) },
  }),
);

/** Posts one by one: what answers one (`/posts/ID/replies.json`), and one with what stands below it (`/n/SLUG/ID/N`). */
export const discoursePosts = responseExtractor(
  'Discourse',
  z.union([
    list,
    z.pipe(
      z.object({ children: list }),
      z.transform(({ children }) => children),
    ),
    z.pipe(
      z.object({ target_post: z.unknown(), ancestor_chain: z._default(list, []) }),
      z.transform(({ target_post, ancestor_chain }) => [...ancestor_chain, target_post]),
    ),
  ]),
  (posts, items) => ({ comments: items(posts, Post, ({ children }) => children).map(commentOf) }),
);

function commentOf({ node, parent }: Placed<Post>): ResponseComment {
  return {
    id: String(node.post_number),
    parent: parent === null ? node.reply_to_post_number : String(parent.post_number),
    author: node.username,
    ...htmlField(node.cooked),
    dateCreated: node.created_at,
    upvoteCount: node.actions_summary.find((action) => action.id === LIKE)?.count ?? null,
    fromReader: node.post_type === REGULAR && !node.deleted_post_placeholder && !node.user_deleted,
  };
}
