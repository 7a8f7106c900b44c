import type { Warning } from '../../schemas.ts';
import { type Extractor, firstResult, type Reading } from '../extractor.ts';
import { commentsOf, linkedArticle, linkedObjects } from './linked-data.ts';
import { responses } from './responses/index.ts';

/** Levels of objects and lists. Schemas take one call for each, and no response comes near it. */
const MAX_DEPTH = 300;

const linkedData: Extractor<unknown> = {
  name: 'schema.org comments',
  read: (json) => commentsOf(linkedObjects(json)) ?? 'no linked data with comments',
};

/** Forms of saved JSON, tried in this order. */
const jsonExtractors: readonly Extractor<unknown>[] = [...responses.map(bounded), linkedData];

const UNKNOWN: Warning = {
  code: 'unreadable-data',
  message: `the JSON holds no comments in a known form: a Thread of this package, or ${jsonExtractors.map(({ name }) => name).join(', ')}`,
};

/** Returns what saved JSON says of its article, and its comments. */
export function readJson(json: unknown, url: string | null): Reading {
  const { result, trials } = firstResult(jsonExtractors, json);
  return {
    article: linkedArticle(linkedObjects(json), url),
    result,
    provider: null,
    trials,
    warnings: result === null ? [UNKNOWN] : [],
  };
}

function bounded({ name, read }: Extractor<unknown>): Extractor<unknown> {
  return { name, read: (json) => (isDeeper(json, MAX_DEPTH) ? `nested deeper than ${MAX_DEPTH} levels` : read(json)) };
}

/** Says whether some value stands below more than `limit` levels. Takes no recursion. */
function isDeeper(json: unknown, limit: number): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
