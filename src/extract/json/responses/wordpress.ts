import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, escapedName, htmlField, id, link, list, name, onPage, replies, text } from './fields.ts';
import { responseExtractor } from './response.ts';

/** `_fields` asks for some of these only; posts have a title, comments never. */
const WordpressComment = z
  .object({
    id,
    post: link,
    parent: link,
    author_name: z.optional(escapedName),
    date: text,
    date_gmt: text,
    content: z.optional(z.object({ rendered: text })),
    link: name,
    status: z._default(z.string(), 'approved'),
    type: z._default(z.string(), 'comment'),
    title: z.optional(z.undefined()),
    _embedded: z.optional(z.object({ up: z.optional(z.array(z.object({ title: z.object({ rendered: text }) }))) })),
    _links: replies,
  })
  .check(
    z.refine(
      ({ author_name, content, date_gmt }) => author_name !== undefined || (content !== undefined && date_gmt !== ''),
      'no comment',
    ),
  );

const READ = ['approved', 'approve', '1', ''];

/** https://developer.wordpress.org/rest-api/reference/comments/, with `_envelope`, and with some `_fields` only. */
export const wordpressResponse = responseExtractor(
  'WordPress',
  z.union([
    z.pipe(
      list,
      z.transform((body) => ({
        body,
        headers: {} as { 'X-WP-Total'?: number | null; 'X-WP-TotalPages'?: number | null },
      })),
    ),
    z.object({ body: list, headers: z.object({ 'X-WP-Total': count, 'X-WP-TotalPages': count }) }),
  ]),
  ({ body, headers }, items) => {
    const comments = items(body, WordpressComment).map(({ node }) => node);
    const hasTexts = comments.some(({ content }) => content !== undefined);
    const title = comments[0]?._embedded?.up?.[0]?.title.rendered;
    const claimedCount = headers['X-WP-Total'];
    const pages = headers['X-WP-TotalPages'] ?? 1;
    return {
      comments: comments.map((comment) => ({
        id: comment.id,
        parent: comment.parent,
        author: comment.author_name ?? null,
        ...htmlField(comment.content?.rendered ?? ''),
        dateCreated: comment.date_gmt ? `${comment.date_gmt}Z` : comment.date || null,
        ...onPage(comment.post),
        fromReader: /^(?:comment)?$/.test(comment.type) && READ.includes(comment.status),
      })),
      article: {
        ...about(title && htmlText(title), comments[0]?.link),
        ...(claimedCount != null && { claimedCount }),
      },
      elsewhere: [
        pages > 1 && `the answer is one of ${pages} pages: ask for the others with page=2 and so on`,
        !hasTexts && 'the answer holds no texts: ask with _fields=content, not with _fields=content.rendered',
      ],
    };
  },
);
