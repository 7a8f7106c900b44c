import * as z from 'zod/mini';
import { Warning } from '../schemas.ts';

/** A page to read: exactly one of `html`, `text`, `json`, `xml` and `rows`. `url` is the page's address where it is known. */
export const PageInput = z.object({
  /** Markup, decoded. */
  html: z.optional(z.string()),
  /** A plain-text scrape. */
  text: z.optional(z.string()),
  /** A saved response of a platform's API, or a `Thread`, parsed. */
  json: z.optional(z.unknown()),
  /** A feed or an export of a platform, decoded. */
  xml: z.optional(z.string()),
  /** Records of JSON lines or of a table, by the names of their fields. */
  rows: z.optional(z.readonly(z.array(z.record(z.string(), z.unknown())))),
  /** Says of `rows` whether they stood in a table. */
  kind: z.optional(z.string()),
  url: z.nullish(z.string()),
  /** What the file that held the page says of it. */
  warnings: z.optional(z.readonly(z.array(Warning))),
});

export type PageInput = z.infer<typeof PageInput>;
