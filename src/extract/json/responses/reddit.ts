import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import {
  about,
  count,
  escapedField,
  flag,
  htmlField,
  id,
  link,
  list,
  name,
  onPage,
  replies,
  text,
  time,
} from './fields.ts';
import { responseExtractor } from './response.ts';

const Listing = z.object({ kind: z.literal('Listing'), data: z.object({ children: list }) });
/** `t1` is a comment, `more` stands for comments that are left out. */
const Thing = z.object({
  kind: z.string(),
  data: z.object({
    id: z.optional(id),
    author: name,
    body: text,
    body_html: text,
    created_utc: time,
    ups: count,
    parent_id: link,
    count,
    replies,
  }),
});
const Post = z.object({
  data: z.object({
    children: z.tuple([
      z.object({ data: z.object({ title: name, selftext: text, permalink: name, num_comments: count }) }),
    ]),
  }),
});
const GONE = /^\[\s*(?:deleted|removed)\b[^\]]*\]$/i;

/** https://www.reddit.com/dev/api/#GET_comments_{article}, or a topic's address with `.json` behind it. */
export const redditResponse = responseExtractor(
  'Reddit',
  z.union([
    z.pipe(
      z.tuple([z.unknown(), Listing]),
      z.transform(([post, listing]) => ({ post: Post.safeParse(post).data?.data.children[0].data ?? null, listing })),
    ),
    z.pipe(
      Listing,
      z.transform((listing) => ({ post: null, listing })),
    ),
  ]),
  ({ post, listing }, items) => {
    const things = items(
      listing.data.children,
      Thing,
      ({ data }) => Listing.safeParse(data.replies).data?.data.children,
    );
    const more = things
      .filter(({ node }) => node.kind === 'more')
      .reduce((sum, { node }) => sum + (node.data.count ?? 0), 0);
    return {
      comments: things
        .filter(({ node }) => node.kind === 't1')
        .map(({ node: { data }, parent }) => ({
          id: data.id ?? null,
          parent: parent?.data.id ?? bareId(data.parent_id),
          author: readerOf(data.author),
          ...(data.body_html === '' ? escapedField(data.body) : htmlField(htmlText(data.body_html))),
          dateCreated: data.created_utc,
          upvoteCount: data.ups,
          fromReader: !GONE.test(data.body),
        })),
      opening: htmlText(post?.selftext ?? ''),
      article: {
        ...about(post?.title, post?.permalink && `https://www.reddit.com${post.permalink}`),
        claimedCount: post?.num_comments ?? null,
      },
      elsewhere: [more > 0 && `${more} more comments are behind \`more\`: ask /api/morechildren for them`],
    };
  },
);

const RedditObject = z
  .object({
    id,
    author: z.optional(z.unknown()),
    authorName: name,
    body: z.string(),
    created_utc: time,
    createdAt: time,
    parent_id: link,
    parentId: link,
    link_id: link,
    score: count,
    removed: flag,
    spam: flag,
  })
  .check(
    z.refine(
      ({ parent_id, parentId, link_id }) => /^t[13]_/.test(parent_id ?? parentId ?? link_id ?? ''),
      'no parent that begins with t1_ or t3_',
    ),
  );

/** Comments one by one, as PRAW, Devvit's `toJSON`, Pushshift, PullPush and Arctic Shift give them. */
export const redditObjects = responseExtractor(
  'Reddit',
  z.union([
    list,
    z.pipe(
      z.object({ data: list }),
      z.transform(({ data }) => data),
    ),
  ]),
  (list, items) => ({
    comments: items(list, RedditObject).map(({ node }) => ({
      id: bareId(node.id),
      parent: bareId(node.parent_id ?? node.parentId),
      author: readerOf(node.authorName ?? (typeof node.author === 'string' ? node.author : null)),
      ...escapedField(node.body),
      dateCreated: node.created_utc ?? node.createdAt,
      upvoteCount: node.score,
      ...onPage(node.link_id),
      fromReader: !GONE.test(node.body) && !node.removed && !node.spam,
    })),
  }),
);

/** Comments and posts have ids of their own, which `t1_` and `t3_` tell apart; a post is nobody's parent. */
function bareId(fullName: string | null): string | null {
  return fullName === null || fullName.startsWith('t3_') ? null : fullName.replace(/^t1_/, '');
}

function readerOf(author: string | null): string | null {
  return author === '[deleted]' ? null : author;
}
