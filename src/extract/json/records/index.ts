import { plainName } from '../../../tables/index.ts';
import type { Article } from '../../article.ts';
import type { Extractor, Result } from '../../extractor.ts';
import { about } from '../responses/fields.ts';
import { partOf } from '../responses/part.ts';
import { commentsByArticle } from './articles.ts';
import { ADDRESS, COUNT, LISTS, TITLE } from './names.ts';
import { commentsOfRecords } from './read.ts';
import { byKey, type Fields, isFields } from './values.ts';

export { commentsByArticle } from './articles.ts';
export { commentsOfRecords } from './read.ts';

/** Objects and lists that are looked through for a list of comments, and lists that are read to find the best. */
const MAX_PLACES = 20_000;
const MAX_LISTS = 60;

interface Found {
  readonly list: readonly unknown[];
  readonly key: string;
  /** The objects that it stands in, the outermost first. */
  readonly within: readonly Fields[];
}

/** Comments in a list of objects that no platform is known for, anywhere in the JSON: the list with the most of them. */
export const listedComments: Extractor<unknown> = {
  name: 'list of comments',
  read: (json) => {
    let best: Result | null = null;
    let reason = 'no list of objects';
    for (const found of listsIn(json)) {
      const comments = commentsByArticle(found.list) ?? commentsOfRecords(found.list, LISTS.has(plainName(found.key)));
      if (typeof comments === 'string') reason = comments;
      else if (best === null || comments.length > best.comments.length) best = resultOf(found, comments, json);
    }
    return best ?? reason;
  },
};

function resultOf({ within }: Found, comments: Result['comments'], json: unknown): Result {
  const message = partOf(json);
  return {
    platform: null,
    comments,
    article: articleAround(within, comments.length),
    warnings: message === null ? [] : [{ code: 'comments-elsewhere', message }],
  };
}

/**
 * Returns what the objects around a list of comments say of the article; a number below that of the comments counts
 * something else.
 */
export function articleAround(within: readonly Fields[], read: number): Partial<Article> {
  const fields = within
    .flatMap((object) => Object.entries(object))
    .map(([key, value]) => [plainName(key), value] as const);
  const first = (names: readonly string[], fits: (value: unknown) => boolean) => {
    const matching = fields.filter(([key, value]) => names.includes(key) && fits(value));
    return matching.sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))[0]?.[1];
  };
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const claimed = first(COUNT, (value) => Number.isSafeInteger(value) && (value as number) >= read);
  return {
    ...about(first(TITLE, isText) as string | undefined, first(ADDRESS, isText) as string | undefined),
    ...(claimed !== undefined && { claimedCount: claimed as number }),
  };
}

/** Lists of objects, the outer before the inner. Lists in the items of a list are looked at in its first items only. */
function listsIn(json: unknown): Found[] {
  const found: Found[] = [];
  let level: { readonly value: unknown; readonly key: string; readonly within: readonly Fields[] }[] = [
    { value: json, key: '', within: [] },
  ];
  for (let seen = 0; level.length > 0 && seen < MAX_PLACES && found.length < MAX_LISTS; seen += level.length) {
    const next: typeof level = [];
    for (const { value, key, within } of level.slice(0, MAX_PLACES)) {
      if (Array.isArray(value)) {
        if (value.some(isFields)) found.push({ list: value, key, within });
        for (const item of value.slice(0, 3)) next.push({ value: item, key: '', within: [] });
      } else if (isFields(value)) {
        const items = key === '' || LISTS.has(plainName(key)) ? byKey(value) : null;
        if (items !== null && items.length > 1) found.push({ list: items, key, within });
        const around = [...within, value].slice(-4);
        for (const [name, inner] of Object.entries(value).slice(0, 200)) {
          if (typeof inner === 'object' && inner !== null)
            next.push({ value: inner, key: name === 'data' ? key || name : name, within: around });
        }
      }
    }
    level = next;
  }
  return found;
}
