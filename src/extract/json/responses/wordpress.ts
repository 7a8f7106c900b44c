import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { htmlField, id, responseExtractor } from './response.ts';

const WordpressComments = z
  .array(
    z.object({
      id,
      parent: id,
      author_name: z.string(),
      date: z.nullish(z.string()),
      date_gmt: z.nullish(z.string()),
      content: z.object({ rendered: z.string() }),
      type: z._default(z.string(), 'comment'),
    }),
  )
  .check(z.minLength(1));

/** https://developer.wordpress.org/rest-api/reference/comments/ */
export const wordpressResponse = responseExtractor('WordPress', WordpressComments, (comments) =>
  comments.map((comment) => ({
    id: comment.id,
    parent: comment.parent === '0' ? null : comment.parent,
    author: htmlText(comment.author_name) || null,
    ...htmlField(comment.content.rendered),
    dateCreated: comment.date_gmt ? `${comment.date_gmt}Z` : (comment.date ?? null),
    fromReader: comment.type === 'comment',
  })),
);
