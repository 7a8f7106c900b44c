import { type Article, absoluteUrl, languageTag } from '../article.ts';
import { htmlText } from '../dom/visible.ts';
import type { Result } from '../extractor.ts';
import { leadOfText } from '../patterns/prose.ts';
import { type RawComment, rawComment } from '../thread.ts';

/** A JSON object of a linked-data block. */
export type JsonLd = { readonly [key: string]: unknown };

/** Returns the objects of a parsed JSON-LD document, lists and `@graph` unpacked. */
export function linkedObjects(value: unknown): JsonLd[] {
  return list(value)
    .filter(isObject)
    .flatMap((object) => [object, ...list(object['@graph']).filter(isObject)]);
}

/** Says whether an object's `@type` matches `names`, which see it with the vocabulary's address where that is written. */
function hasType(object: JsonLd, names: RegExp): boolean {
  return list(object['@type']).some((type) => typeof type === 'string' && names.test(type));
}

const ARTICLE = /(?:article|posting|blogpost|report|review)$/i;
const QUESTION = /(?:^|[/:])question$/i;

/** Returns what linked data says of its article; `address` is where the data were found. */
export function linkedArticle(objects: readonly JsonLd[], address: string | null): Article {
  const article = objects.find((object) => hasType(object, ARTICLE)) ?? askedQuestion(objects);
  return {
    headline: article === undefined ? null : (string(article.headline) ?? string(article.name)),
    lead: article === undefined ? null : bodyLead(string(article.articleBody) ?? string(article.text)),
    url: article === undefined ? address : absoluteUrl(string(article.url), address),
    language: article === undefined ? null : languageTag(string(article.inLanguage)),
    claimedCount: article === undefined ? null : claimedCountOf(article),
  };
}

/** The question of a page that is about one; lists of frequent questions are about none. */
function askedQuestion(objects: readonly JsonLd[]): JsonLd | undefined {
  return objects
    .filter((object) => hasType(object, /(?:^|[/:])qapage$/i))
    .flatMap(({ mainEntity }) => list(mainEntity).filter(isObject))
    .find((object) => hasType(object, QUESTION));
}

/** As much of an article's text as its lead is in, markup included; UTF-16 units. */
const MAX_BODY = 6000;

function bodyLead(body: string | null): string | null {
  return body === null ? null : leadOfText(htmlText(body.slice(0, MAX_BODY)));
}

const COMMENT = /(?:^|[/:])(?:comment|usercomments|userreview)$/i;
const REVIEW = /(?:^|[/:])review$/i;
const FREQUENT_QUESTIONS = /(?:^|[/:])faqpage$/i;

/** Properties whose values are what readers say of an object. */
const ANSWERS = ['acceptedAnswer', 'suggestedAnswer', 'comment', 'comments', 'review', 'reviews'];
/** What stands in lists of frequent questions, whose answers are the site's own. */
const OF_READERS = ANSWERS.filter((key) => !key.endsWith('Answer'));

/** Returns the comments that linked-data objects hold, or null where they hold none. */
export function commentsOf(objects: readonly JsonLd[]): Result | null {
  const comments: RawComment[] = [];
  const seen = new Set<unknown>();
  // A comment is an object whose type says so, or any object that stands where a comment is expected.
  const pending = [...objects].reverse().map((object) => ({ object, parent: null as number | null, expected: false }));
  // One review by itself is the article; several are what readers say.
  const isListed = objects.filter((object) => hasType(object, REVIEW)).length > 1;
  const answers = objects.some((object) => hasType(object, FREQUENT_QUESTIONS)) ? OF_READERS : ANSWERS;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { object } = next;
    if (seen.has(object)) continue;
    seen.add(object);
    let { parent } = next;
    if (next.expected || hasType(object, COMMENT) || (isListed && hasType(object, REVIEW))) {
      comments.push(commentOf(object, parent));
      parent = comments.length - 1;
    }
    const inside = answers.flatMap((key) => list(object[key]).filter(isObject));
    for (const reply of inside.reverse()) pending.push({ object: reply, parent, expected: true });
    if (next.expected) continue;
    for (const about of [...list(object.mainEntity), ...list(object.mainEntityOfPage)].filter(isObject)) {
      pending.push({ object: about, parent: null, expected: false });
    }
  }
  return comments.some(({ text }) => text !== '') ? { platform: null, comments } : null;
}

const TEXTS = ['text', 'commentText', 'reviewBody', 'articleBody', 'description'];

function commentOf(object: JsonLd, parent: number | null): RawComment {
  const above = list(object.parentItem).filter(isObject)[0];
  return rawComment({
    id: idOf(object),
    parent: parent ?? (above === undefined ? null : idOf(above)),
    author: nameOf(object.author ?? object.creator),
    text: htmlText(TEXTS.map((key) => string(object[key])).find((text) => text !== null) ?? ''),
    dateCreated: string(object.dateCreated) ?? string(object.datePublished) ?? string(object.commentTime),
    upvoteCount: integer(object.upvoteCount),
    downvoteCount: integer(object.downvoteCount),
  });
}

/** Addresses such as `…/topic/12#comment-34` end in the id that people and other markup use. */
function idOf(object: JsonLd): string | null {
  const id = string(object['@id']) ?? string(object.url);
  return /#(?:comment|post|answer|c|p)[-_]?(\d+)$/i.exec(id ?? '')?.[1] ?? id;
}

function nameOf(author: unknown): string | null {
  const [first] = list(author);
  return string(isObject(first) ? first.name : first);
}

function claimedCountOf(article: JsonLd): number | null {
  const statistics = list(article.interactionStatistic).filter(isObject);
  const comments = statistics.find(({ interactionType: type }) => {
    const name = isObject(type) ? (string(type['@type']) ?? string(type['@id'])) : string(type);
    return name?.endsWith('CommentAction');
  });
  return integer(article.commentCount) ?? integer(comments?.userInteractionCount);
}

function integer(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Linked data writes one value and a list of values alike. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** Says whether a value is an object of JSON, and no list. */
export function isObject(value: unknown): value is JsonLd {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number as a text; null for anything else and for empty texts. */
function string(value: unknown): string | null {
  return typeof value === 'string' ? value.trim() || null : typeof value === 'number' ? String(value) : null;
}
