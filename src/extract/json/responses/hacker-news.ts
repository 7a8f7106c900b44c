import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { flattened, htmlField, id, responseExtractor } from './response.ts';

const Item = z.object({
  id,
  type: z.string(),
  author: z.nullish(z.string()),
  text: z.nullish(z.string()),
  created_at: z.nullish(z.string()),
  get children(): z.ZodMiniArray<typeof Item> {
    return z.array(Item);
  },
});

/** An item with all its comments: https://hn.algolia.com/api */
export const hackerNewsItem = responseExtractor(
  'Hacker News',
  Item,
  (item) =>
    flattened(item.type === 'comment' ? [item] : item.children, ({ children }) => children).map(({ node, parent }) => ({
      id: node.id,
      parent: parent?.id ?? null,
      author: node.author ?? null,
      ...htmlField(node.text ?? ''),
      dateCreated: node.created_at ?? null,
      fromReader: node.type === 'comment',
    })),
  ({ type, text }) => (type === 'comment' || text == null ? null : htmlText(text)),
);

const Hits = z.object({
  hits: z
    .array(
      z.object({
        objectID: id,
        parent_id: z.nullish(id),
        author: z.nullish(z.string()),
        comment_text: z.string(),
        created_at: z.nullish(z.string()),
      }),
    )
    .check(z.minLength(1)),
});

/** The response to a search for comments: https://hn.algolia.com/api */
export const hackerNewsSearch = responseExtractor('Hacker News', Hits, ({ hits }) =>
  hits.map((hit) => ({
    id: hit.objectID,
    parent: hit.parent_id ?? null,
    author: hit.author ?? null,
    ...htmlField(hit.comment_text),
    dateCreated: hit.created_at ?? null,
  })),
);
