import type { Warning } from '../../schemas.ts';
import type { Article } from '../article.ts';
import { type Extractor, firstResult, type Reading, type Trial } from '../extractor.ts';
import { failureIn, knownContainer } from './known.ts';
import { commentsOf, linkedArticle, linkedObjects } from './linked-data.ts';
import { listedComments } from './records/index.ts';
import { responses } from './responses/index.ts';
import { NO_COMMENT } from './responses/response.ts';

const linkedData: Extractor<unknown> = {
  name: 'schema.org comments',
  read: (json) => {
    const objects = linkedObjects(json);
    // Any JSON may have comments in `comments`; linked data says what its objects are.
    const isLinked = objects.some((object) => '@type' in object || '@context' in object);
    return (isLinked ? commentsOf(objects) : null) ?? 'no linked data with comments';
  },
};

/** What is known to hold something else is not searched for a list that looks like comments. */
const anyList: Extractor<unknown> = {
  name: listedComments.name,
  read: (json) => knownContainer(json) ?? listedComments.read(json),
};

/** Forms of saved JSON, tried in this order: what knows a platform, then a vocabulary, then what looks at the values. */
const jsonExtractors: readonly Extractor<unknown>[] = [...responses, linkedData, anyList];

/** Returns what saved JSON says of its article, and its comments. */
export function readJson(json: unknown, url: string | null): Reading {
  const { result, trials } = firstResult(jsonExtractors, json);
  return {
    article: articleOf(json, result?.article ?? {}, url),
    result,
    provider: null,
    trials,
    warnings: result === null ? [unread(json, trials)] : [],
  };
}

/** Says whether JSON is told by its fields to hold something else than comments. */
export const isKnownContainer = (json: unknown): boolean => (failureIn(json) ?? knownContainer(json)) !== null;

/** What is said of the article. The address where the data were found counts more than the one that they name. */
function articleOf(json: unknown, told: Partial<Article>, url: string | null): Article {
  const article = linkedArticle(linkedObjects(json), url);
  const known = Object.entries(told).filter(([, value]) => value !== null && !(typeof value === 'number' && value < 0));
  return { ...article, ...Object.fromEntries(known), url: article.url ?? told.url ?? null };
}

function unread(json: unknown, trials: readonly Trial[]): Warning {
  const code = 'unreadable-data';
  const container = failureIn(json) ?? knownContainer(json);
  if (container !== null) return { code, message: container };
  const empty = [
    ...new Set(trials.filter(({ rejected }) => rejected === NO_COMMENT).map(({ extractor }) => extractor)),
  ];
  if (empty.length > 0)
    return { code, message: `the JSON has the form of a ${empty.join(' or ')}, without any comment` };
  const names = new Set(jsonExtractors.map(({ name }) => name));
  const message = `the JSON holds no comments in a known form: a Thread of this package, or ${[...names].join(', ')}`;
  return { code, message };
}
