import { NO_ARTICLE } from '../article.ts';
import type { Reading } from '../extractor.ts';

/** Says whether a text is XML of a feed or an export. */
export function looksLikeExport(_text: string): boolean {
  return false;
}

/** Returns what a feed or an export says of its article, and its comments. */
export function readExport(_xml: string, url: string | null): Reading {
  return { article: { ...NO_ARTICLE, url }, result: null, provider: null, trials: [], warnings: [] };
}
