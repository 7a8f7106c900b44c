import * as z from 'zod/mini';
import { count, flag, id, list, name, onPage, plainField, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Annotation = z.object({
  id,
  created: time,
  /** `acct:NAME@AUTHORITY` */
  user: z.string().check(z.regex(/^acct:/)),
  user_info: z.nullish(z.object({ display_name: name })),
  uri: name,
  text: z.string(),
  /** The annotations above it, from the root. */
  references: z._default(z.array(z.string()), []),
  document: z.nullish(z.object({ title: z.optional(z.array(z.string())) })),
  hidden: flag,
});

/** https://h.readthedocs.io/en/latest/api-reference/v1/: `/api/search`, whose texts are Markdown. A highlight has none. */
export const hypothesisSearch = responseExtractor(
  'Hypothesis',
  z.union([
    z.object({ total: count, rows: list, replies: z.optional(list) }),
    // What the client writes to a file.
    z.pipe(
      z.object({ annotations: list }),
      z.transform(({ annotations }) => ({ total: null, rows: annotations, replies: [] })),
    ),
  ]),
  ({ total, rows, replies = [] }, items) => {
    const read = items([...rows, ...replies], Annotation).map(({ node }) => node);
    return {
      comments: read.map((node) => ({
        id: node.id,
        parent: node.references.at(-1) ?? null,
        author: node.user_info?.display_name ?? /^acct:([^@]+)/.exec(node.user)?.[1] ?? node.user,
        ...plainField(node.text),
        dateCreated: node.created,
        ...onPage(node.uri, node.document?.title?.[0]),
        fromReader: !node.hidden && node.text.trim() !== '',
      })),
      article: { claimedCount: total },
    };
  },
);
