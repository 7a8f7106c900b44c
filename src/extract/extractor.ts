import type { Warning } from '../schemas.ts';
import type { Article } from './article.ts';
import type { RawComment } from './thread.ts';

/** The comments that an extractor reads from a page. */
export interface Result {
  /** The platform's name; null for markup that any platform may use. */
  readonly platform: string | null;
  readonly comments: readonly RawComment[];
  /** The text of the post that the comments answer; null where the page holds none, absent where that is not known. */
  readonly opening?: string | null;
  /** What the answer or the file itself says of the article; what is left out is not known. */
  readonly article?: Partial<Article>;
  readonly warnings?: readonly Warning[];
}

/** One way to read a page, which it gets as a `Source`. */
export interface Extractor<Source> {
  readonly name: string;
  /** Returns the comments, or a string that says why it does not recognise the page. */
  readonly read: (source: Source) => Result | string;
}

/** What came of one extractor. */
export interface Trial {
  readonly extractor: string;
  /** Why it rejected the page; null for the one that read it. */
  readonly rejected: string | null;
}

/** A service that keeps the comments of other sites. */
export interface Provider {
  readonly name: string;
  /** What to read instead of the page. */
  readonly instead: string;
  /** How much text the page holds where its script draws, in UTF-16 units. */
  readonly drawn: number;
}

/** All that is read from a page. */
export interface Reading {
  readonly article: Article;
  /** Null where every extractor rejected the page. */
  readonly result: Result | null;
  /** The service whose script would draw the comments, where the page itself holds none. */
  readonly provider: Provider | null;
  /** Every extractor that was tried, in order. */
  readonly trials: readonly Trial[];
  readonly warnings: readonly Warning[];
}

/** Returns the result of the first extractor that recognises the page, null if none does, and what came of each tried. */
export function firstResult<Source>(
  extractors: readonly Extractor<Source>[],
  source: Source,
): Pick<Reading, 'result' | 'trials'> {
  const trials: Trial[] = [];
  for (const { name, read } of extractors) {
    const result = read(source);
    trials.push({ extractor: name, rejected: typeof result === 'string' ? result : null });
    if (typeof result !== 'string') return { result, trials };
  }
  return { result: null, trials };
}
