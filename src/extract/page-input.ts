import * as z from 'zod/mini';

/** A page to read: exactly one of `html`, `text` and `json`. `url` is the page's address where it is known. */
export const PageInput = z.object({
  /** Markup, decoded. */
  html: z.optional(z.string()),
  /** A plain-text scrape. */
  text: z.optional(z.string()),
  /** A saved response of a platform's API, or a `Thread`, parsed. */
  json: z.optional(z.unknown()),
  url: z.nullish(z.string()),
});

export type PageInput = z.infer<typeof PageInput>;
