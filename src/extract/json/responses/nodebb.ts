import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, escapedName, flag, htmlField, id, link, list, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Post = z.object({
  pid: id,
  /** A text where `pid` is a number. */
  toPid: link,
  content: z.string(),
  timestampISO: time,
  timestamp: time,
  user: z.nullish(z.object({ displayname: escapedName, username: escapedName })),
  index: count,
  deleted: flag,
  upvotes: count,
  downvotes: count,
});
/** What stands for a post that is gone is a key of the translations. */
const KEY = /^\[\[topic:[\w.-]+\]\]$/;

/** https://docs.nodebb.org/api/read/: `/api/topic/ID`, whose first post is the topic, and what answers a post (`/posts/PID/replies`). */
export const nodebbTopic = responseExtractor(
  'NodeBB',
  z.union([
    z.object({ tid: id, title: z.string(), postcount: count, mainPid: link, posts: list }),
    z.pipe(
      z.object({ replies: list.check(z.refine((posts) => Post.safeParse(posts[0]).success, 'no posts')) }),
      z.transform(({ replies }) => ({ title: '', postcount: null, mainPid: '', posts: replies })),
    ),
  ]),
  ({ title, postcount, mainPid, posts }, items) => {
    const read = items(posts, Post).map(({ node }) => node);
    const isFirst = (post: z.infer<typeof Post>) => post.pid === mainPid || (mainPid === null && post.index === 0);
    const first = read.find(isFirst);
    return {
      comments: read
        .filter((post) => post !== first)
        .map((post) => ({
          id: post.pid,
          parent: post.toPid,
          author: post.user?.displayname ?? post.user?.username ?? null,
          ...htmlField(post.content),
          dateCreated: post.timestampISO ?? post.timestamp,
          upvoteCount: post.upvotes,
          downvoteCount: post.downvotes,
          fromReader: !post.deleted && !KEY.test(post.content),
        })),
      opening: first === undefined ? null : htmlText(first.content),
      article: { ...about(htmlText(title)), ...(postcount !== null && { claimedCount: Math.max(postcount - 1, 0) }) },
    };
  },
);
