import * as z from 'zod/mini';
import { count, escapedName, htmlField, id, link, list, onPage, plainField, replies, time } from './fields.ts';
import { type ResponseComment, responseExtractor } from './response.ts';

const IssoComment = z.object({
  id,
  /** The root of the thread: what a reply to a reply answered is not kept. */
  parent: link,
  created: time,
  /** 1 is shown, 2 waits, 4 is deleted and has replies. */
  mode: z._default(z.int(), 1),
  text: z.string(),
  author: escapedName,
  likes: count,
  dislikes: count,
  hidden_replies: count,
  replies,
});

/** https://isso-comments.de/docs/reference/server-api/: `/?uri=`, with the text as HTML or, with `plain=1`, as Markdown. */
export const issoResponse = responseExtractor(
  'Isso',
  z.object({ total_replies: count, hidden_replies: z.int(), replies: list }),
  ({ total_replies, hidden_replies, replies }, items) => {
    const read = items(replies, IssoComment, (comment) => comment.replies);
    const isHtml = read.some(({ node }) => /^<\/?[a-z]/i.test(node.text));
    const hidden = read.reduce((sum, { node }) => sum + (node.hidden_replies ?? 0), hidden_replies);
    return {
      comments: read.map(({ node, parent }) => commentOf(node, node.parent ?? parent?.id ?? null, isHtml)),
      article: { claimedCount: total_replies },
      elsewhere: [hidden > 0 && `${hidden} comments are counted in hidden_replies: ask without limit and nested_limit`],
    };
  },
);

const Latest = z.extend(IssoComment, { mode: z.int(), uri: z.string(), hash: z.string() });

/** `/latest`: comments on any page, newest first. */
export const issoLatest = responseExtractor('Isso', list, (comments, items) => ({
  comments: items(comments, Latest)
    .map(({ node }) => ({ ...commentOf(node, node.parent, true), ...onPage(node.uri) }))
    .reverse(),
}));

function commentOf(node: z.infer<typeof IssoComment>, parent: string | null, isHtml: boolean): ResponseComment {
  return {
    id: node.id,
    parent,
    author: node.author,
    ...(isHtml ? htmlField(node.text) : plainField(node.text)),
    dateCreated: node.created,
    upvoteCount: node.likes,
    downvoteCount: node.dislikes,
    fromReader: node.mode === 1,
  };
}
