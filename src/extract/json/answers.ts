import type { Warning } from '../../schemas.ts';
import { type Extractor, firstResult, type Reading, type Result } from '../extractor.ts';
import type { RawComment } from '../thread.ts';
import { articleAround } from './records/index.ts';
import { type Fields, isFields } from './records/values.ts';
import { partOf } from './responses/part.ts';

type Found = Pick<Reading, 'result' | 'trials'>;

/** Keys of an object around an answer, and answers in one file. */
const MAX_KEYS = 12;
const MAX_ANSWERS = 10_000;

/**
 * Returns what the first of `extractors` makes of JSON: of an answer, of one that stands inside of something else (as a
 * client or another server wraps it), of a single comment, or of several answers in a list, as pages that were saved together.
 */
export function readAnswers(extractors: readonly Extractor<unknown>[], json: unknown): Found {
  const direct = firstResult(extractors, json);
  if (direct.result !== null) return direct;
  const found = severalAnswers(extractors, json) ?? wrappedAnswer(extractors, json);
  return found === null ? direct : { result: found.result, trials: [...direct.trials, ...found.trials] };
}

/** Returns what several answers of one platform hold together; null where they are none. */
export function severalAnswers(extractors: readonly Extractor<unknown>[], json: unknown): Found | null {
  if (!Array.isArray(json) || json.length > MAX_ANSWERS) return null;
  const [extractor, first] = takenBy(extractors, json[0]) ?? [];
  if (extractor === undefined || first === undefined) return null;
  const read = json.map((answer, i) => (i === 0 ? first : extractor.read(answer)));
  const results = read.filter((result) => typeof result !== 'string');
  const left = read.length - results.length;
  const warnings: Warning[] =
    left > 0
      ? [
          {
            code: 'unreadable-data',
            message: `${left} of ${read.length} answers left out: ${read.find((result) => typeof result === 'string')}`,
          },
        ]
      : [];
  const followed = new Set(json.slice(0, -1).map(partOf));
  const told = results.flatMap((result) => result.warnings ?? []).filter(({ message }) => !followed.has(message));
  return {
    result: { ...joined(results), warnings: [...warnings, ...distinct(told)] },
    trials: [{ extractor: extractor.name, rejected: null }],
  };
}

function takenBy(extractors: readonly Extractor<unknown>[], json: unknown): [Extractor<unknown>, Result] | null {
  if (typeof json !== 'object' || json === null) return null;
  for (const extractor of extractors) {
    const result = extractor.read(json);
    if (typeof result !== 'string' && result.comments.some(({ text }) => text !== '')) return [extractor, result];
  }
  return null;
}

/** An answer one or two levels inside of an object, and a comment by itself. */
function wrappedAnswer(extractors: readonly Extractor<unknown>[], json: unknown): Found | null {
  if (!isFields(json)) return null;
  const inside = innerValues(json);
  const places: (readonly [value: unknown, within: readonly Fields[]])[] = [
    [[json], []],
    ...inside.map((value) => [value, [json]] as const),
    ...inside.filter(isFields).map((value) => [[value], [json]] as const),
    ...inside
      .filter(isFields)
      .flatMap((within) => innerValues(within).map((value) => [value, [json, within]] as const)),
  ];
  for (const [value, within] of places) {
    const [extractor, result] = takenBy(extractors, value) ?? [];
    if (extractor === undefined || result === undefined) continue;
    const around = articleAround(within, result.comments.length);
    const article = { ...around, ...result.article };
    const message = partOf(json);
    const warnings = [
      ...(result.warnings ?? []),
      ...(message === null ? [] : [{ code: 'comments-elsewhere' as const, message }]),
    ];
    return {
      result: { ...result, article, warnings: distinct(warnings) },
      trials: [{ extractor: extractor.name, rejected: null }],
    };
  }
  return null;
}

function innerValues(object: Fields): unknown[] {
  const values = Object.values(object);
  return values.length > MAX_KEYS ? [] : values.filter((value) => typeof value === 'object' && value !== null);
}

/** A comment that stands in two answers counts once; answers on several articles keep theirs apart. */
function joined(results: readonly Result[]): Result {
  const pages = results.map(({ article }) => article?.url ?? article?.headline ?? null);
  const areApart = new Set(pages).size > 1 && !pages.includes(null);
  const comments: RawComment[] = [];
  const seen = new Set<string>();
  results.forEach((result, i) => {
    const start = comments.length;
    const page = areApart ? { id: pages[i]!, headline: result.article?.headline ?? null } : null;
    const places: number[] = [];
    for (const comment of result.comments) {
      const key = comment.id === null ? null : `${page?.id} ${comment.id}`;
      places.push(comments.length);
      if (key !== null && seen.has(key)) continue;
      if (key !== null) seen.add(key);
      const parent = typeof comment.parent === 'number' ? (places[comment.parent] ?? start) : comment.parent;
      comments.push({ ...comment, parent, discussion: comment.discussion ?? page });
    }
  });
  const opening = results.find((result) => result.opening != null)?.opening;
  const articles = results.map(({ article }) =>
    Object.fromEntries(Object.entries(article ?? {}).filter(([, value]) => value !== null)),
  );
  return {
    platform: results[0]!.platform,
    comments,
    ...(opening !== undefined && { opening }),
    article: areApart ? {} : Object.assign({}, ...articles.reverse()),
  };
}

function distinct(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}
