import * as z from 'zod/mini';
import {
  about,
  count,
  flag,
  htmlField,
  id,
  link,
  list,
  name,
  onPage,
  plainField,
  replies,
  text,
  time,
} from './fields.ts';
import { responseExtractor } from './response.ts';

const RestComment = z
  .object({
    id,
    user: z.nullable(z.object({ login: name })),
    /** Which of these there are depends on the media type that was asked for. */
    body: text,
    body_text: text,
    body_html: text,
    created_at: time,
    /** Of a review. */
    submitted_at: time,
    author_association: z.optional(z.string()),
    /** Of a comment, its address in the API; Gitea and Forgejo give that of the page. */
    issue_url: z.optional(z.string()),
    /** Of a comment on a review or in a discussion. */
    in_reply_to_id: link,
    parent_id: link,
    reactions: z.optional(z.object({ '+1': count, '-1': count })),
    minimized: z.nullish(z.unknown()),
    /** Issues, pull requests and reviews have these; comments do not. */
    title: z.optional(z.undefined()),
  })
  .check(
    z.refine(
      (it) => it.author_association !== undefined || /\/repos\//.test(it.issue_url ?? ''),
      'no author_association',
    ),
  );
/** Says whether an item of a timeline is a remark. */
const isRemark = (item: unknown): boolean => /^(?:undefined|commented|reviewed)$/.test(String(Object(item).event));

/** https://docs.github.com/en/rest/issues/comments, and the comments on reviews and in discussions. */
export const githubComments = responseExtractor('GitHub', list, (list, items) => ({
  comments: items(list.filter(isRemark), RestComment).map(({ node }) => ({
    id: node.id,
    parent: node.in_reply_to_id ?? node.parent_id,
    author: node.user?.login ?? null,
    ...bodyOf(node.body || node.body_text, node.body_html),
    dateCreated: node.created_at ?? node.submitted_at,
    upvoteCount: node.reactions?.['+1'] ?? null,
    downvoteCount: node.reactions?.['-1'] ?? null,
    ...onPage(node.issue_url),
    // A review may be nothing but its verdict.
    fromReader:
      node.minimized == null && (node.submitted_at === null || (node.body || node.body_text || node.body_html) !== ''),
  })),
}));

const Comment = z.object({
  id,
  author: z.nullable(z.object({ login: z.string() })),
  body: text,
  bodyText: text,
  bodyHTML: text,
  createdAt: z.string(),
  isMinimized: flag,
  deletedAt: time,
  upvoteCount: count,
  replyTo: z.nullish(z.object({ id: link })),
  replies,
});
const Connection = z.object({
  totalCount: count,
  nodes: replies,
  edges: replies,
});
/** An issue, a pull request or a discussion. */
const Topic = z.object({
  title: z.string(),
  url: name,
  body: text,
  bodyText: text,
  comments: z.union([list, Connection]),
});
const heldAs = (key: string) =>
  z.pipe(
    z.object({ [key]: Topic }),
    z.transform((held) => held[key]!),
  );
const Holder = z.union(['discussion', 'issue', 'pullRequest', 'issueOrPullRequest', 'node'].map(heldAs));

/** https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions, and `gh issue view --json title,url,body,comments`. */
export const githubTopic = responseExtractor(
  'GitHub',
  z.union([
    z.pipe(
      z.object({ data: z.object({ repository: Holder }) }),
      z.transform(({ data }) => data.repository),
    ),
    z.pipe(
      z.object({ data: Holder }),
      z.transform(({ data }) => data),
    ),
    z.pipe(
      z.object({ repository: Holder }),
      z.transform(({ repository }) => repository),
    ),
    Topic,
  ]),
  (found, items) => {
    const read = items(nodesOf(found.comments), Comment, ({ replies }) => nodesOf(replies));
    const cut = read.filter(({ node }) => {
      const connection = Connection.safeParse(node.replies).data;
      return (connection?.totalCount ?? 0) > nodesOf(connection).length;
    }).length;
    return {
      comments: read.map(({ node, parent }) => ({
        id: node.id,
        parent: node.replyTo?.id ?? parent?.id ?? null,
        author: node.author?.login ?? null,
        ...bodyOf(node.body || node.bodyText, node.bodyHTML),
        dateCreated: node.createdAt,
        upvoteCount: node.upvoteCount,
        fromReader: !node.isMinimized && node.deletedAt === null,
      })),
      opening: found.body || found.bodyText || null,
      article: {
        ...about(found.title, found.url),
        ...claimOf(found.comments, read.filter(({ parent }) => parent !== null).length),
      },
      elsewhere: [
        cut > 0 &&
          `the answer holds a part of the replies to ${cut} of its comments: ask for the next page of their replies`,
      ],
    };
  },
);

/** The total counts comments, and no replies. */
function claimOf(comments: unknown, replies: number): { readonly claimedCount?: number } {
  const total = Connection.safeParse(comments).data?.totalCount;
  return total == null ? {} : { claimedCount: total + replies };
}

function nodesOf(connection: unknown): readonly unknown[] {
  if (Array.isArray(connection)) return connection;
  const found = Connection.safeParse(connection).data;
  if (Array.isArray(found?.nodes)) return found.nodes;
  return Array.isArray(found?.edges) ? found.edges.map((edge) => (edge as { node?: unknown } | null)?.node) : [];
}

function bodyOf(plain: string, html: string): ReturnType<typeof htmlField> {
  return plain === '' ? htmlField(html) : plainField(plain);
}
