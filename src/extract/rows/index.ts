import { NO_ARTICLE } from '../article.ts';
import type { Reading } from '../extractor.ts';

/** Returns what records of JSON lines or of a table say of their article, and their comments. */
export function readRows(
  _rows: readonly Readonly<Record<string, unknown>>[],
  _kind: 'lines' | 'table',
  url: string | null,
): Reading {
  return { article: { ...NO_ARTICLE, url }, result: null, provider: null, trials: [], warnings: [] };
}
