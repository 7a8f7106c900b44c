import type { Warning } from '../../schemas.ts';
import type { Article } from '../article.ts';
import { type Extractor, firstResult, type Reading, type Trial } from '../extractor.ts';
import { readAnswers, severalAnswers } from './answers.ts';
import { failureIn, knownContainer } from './known.ts';
import { commentsOf, linkedArticle, linkedObjects } from './linked-data.ts';
import { commentsByArticle, listedComments } from './records/index.ts';
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

/** Platforms that a message names. */
const MAX_NAMED = 4;

/** Tried after what knows a platform: a vocabulary, then what looks at the values. */
const OTHERS: readonly Extractor<unknown>[] = [linkedData, anyList];

/** Returns what saved JSON says of its article, and its comments. */
export function readJson(json: unknown, url: string | null): Reading {
  const answer = readAnswers(responses, json);
  const other = answer.result === null ? firstResult(OTHERS, json) : null;
  const result = answer.result ?? other?.result ?? null;
  const trials = [...answer.trials, ...(other?.trials ?? [])];
  return {
    article: articleOf(json, result?.article ?? {}, url),
    result,
    provider: null,
    trials,
    warnings: result === null ? [unread(json, trials)] : [],
  };
}

/**
 * Returns what lines of JSON hold of which each is a whole answer of a platform, or an article with its comments; null where
 * they are something else.
 */
export function readLongLines(rows: readonly unknown[], url: string | null): Reading | null {
  const found = severalAnswers(LINE_READERS, rows) ?? listedIn(rows) ?? articlesIn(rows);
  if (found === null) return null;
  return { article: articleOf(null, found.result?.article ?? {}, url), ...found, provider: null, warnings: [] };
}

/** What posts and comments of these are on is told by records, in which both may stand. */
const LINE_READERS = responses.filter(({ name }) => !/^(?:Reddit|X) answer$/.test(name));

/** Comments of a platform one by one. */
function listedIn(rows: readonly unknown[]): Pick<Reading, 'result' | 'trials'> | null {
  const { result, trials } = firstResult(LINE_READERS, rows);
  return result === null ? null : { result, trials: trials.slice(-1) };
}

function articlesIn(rows: readonly unknown[]): Pick<Reading, 'result' | 'trials'> | null {
  const comments = commentsByArticle(rows);
  if (comments === null) return null;
  return {
    result: { platform: null, comments },
    trials: [{ extractor: 'articles with their comments', rejected: null }],
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
  const platforms = new Set(
    trials.filter(({ rejected }) => rejected === NO_COMMENT).map(({ extractor }) => extractor.replace(/ answer$/, '')),
  );
  if (Array.isArray(json) && json.length === 0) return { code, message: 'the JSON is an empty list' };
  if (platforms.size > 0) {
    const named = platforms.size > MAX_NAMED ? 'a platform' : [...platforms].join(' or ');
    return { code, message: `the JSON has the form of an answer of ${named}, without any comment` };
  }
  const message =
    'the JSON holds no comments in a known form: give an answer or an export of a platform as it came, or a list of objects with id, author, text and parent';
  return { code, message };
}
