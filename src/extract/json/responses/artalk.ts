import * as z from 'zod/mini';
import { about, count, flag, htmlField, id, link, list, name, onPage, plainField, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const ArtalkComment = z.object({
  id,
  /** What is answered, not the root. */
  rid: link,
  nick: name,
  content: z.string(),
  content_marked: text,
  /** Local time of the server, without its zone. */
  date: time,
  is_pending: flag,
  vote_up: count,
  vote_down: count,
  page_key: z.string(),
});

/** https://artalk.js.org: `/api/v2/comments`. */
export const artalkResponse = responseExtractor(
  'Artalk',
  z.object({ comments: list, count, page: z.optional(z.object({ title: name, url: name })) }),
  ({ comments, count, page }, items) => ({
    comments: items(comments, ArtalkComment).map(({ node }) => ({
      id: node.id,
      parent: node.rid,
      author: node.nick,
      ...(node.content_marked === '' ? plainField(node.content) : htmlField(node.content_marked)),
      dateCreated: node.date,
      upvoteCount: node.vote_up,
      downvoteCount: node.vote_down,
      fromReader: !node.is_pending,
    })),
    article: { ...about(page?.title, page?.url), claimedCount: count },
  }),
);

const ArtransComment = z.object({
  id,
  rid: link,
  nick: name,
  content: z.string(),
  created_at: time,
  is_pending: flag,
  vote_up: count,
  vote_down: count,
  page_key: z.string(),
  page_title: name,
});

/** Artrans, which Artalk exports and imports: every value is a text. */
export const artransExport = responseExtractor('Artalk', list, (list, items) => ({
  comments: items(list, ArtransComment).map(({ node }) => ({
    id: node.id,
    parent: node.rid,
    author: node.nick,
    ...plainField(node.content),
    dateCreated: node.created_at,
    upvoteCount: node.vote_up,
    downvoteCount: node.vote_down,
    ...onPage(node.page_key, node.page_title),
    fromReader: !node.is_pending,
  })),
}));
