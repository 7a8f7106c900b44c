/** What a page says of the article that its comments are on. */
export interface Article {
  readonly headline: string | null;
  /** Its first paragraphs. */
  readonly lead: string | null;
  readonly url: string | null;
  /** A BCP 47 tag. */
  readonly language: string | null;
  /** How many comments the page says there are. */
  readonly claimedCount: number | null;
}

/** Returns the HTTP address that `url` leads to from `base`, or `base` where it leads to none. */
export function absoluteUrl(url: string | null, base: string | null): string | null {
  if (url === null) return base;
  try {
    const { protocol, href } = new URL(url, base ?? undefined);
    return /^https?:$/.test(protocol) ? href : base;
  } catch {
    return base ?? url;
  }
}

/** Returns a language as a BCP 47 tag ("en_GB" as "en-GB"), or null for anything else. */
export function languageTag(text: string | null): string | null {
  const tag = text?.replaceAll('_', '-');
  return tag !== undefined && /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(tag) ? tag : null;
}

/** What is known of an article of which nothing is said. */
export const NO_ARTICLE: Article = { headline: null, lead: null, url: null, language: null, claimedCount: null };
