import type { Warning } from '../../../schemas.ts';
import { type Document, rawText, select, selector } from '../../dom/elements.ts';
import { htmlText } from '../../dom/visible.ts';
import type { Extractor, Found, HtmlPage } from '../../extractor.ts';
import type { RawComment } from '../../thread.ts';

/** A JSON object of a linked-data block. */
export type JsonLd = { readonly [key: string]: unknown };

const blocks = selector('script[type*="ld+json" i]');

/**
 * Returns the objects of every JSON-LD block that can be parsed, `@graph` unpacked, and a warning for each that cannot
 * and might hold comments: one block in forty is broken, most of them without any.
 */
export function readJsonLd(document: Document): {
  readonly objects: readonly JsonLd[];
  readonly warnings: readonly Warning[];
} {
  const objects: JsonLd[] = [];
  const warnings: Warning[] = [];
  for (const block of select(blocks, document)) {
    const source = rawText(block);
    if (source.trim() === '') continue;
    try {
      for (const object of unpacked(parseLoosely(source))) objects.push(object);
    } catch {
      if (!/comment/i.test(source)) continue;
      const message = 'a JSON-LD block that may hold comments is not valid JSON';
      warnings.push({ code: 'unreadable-data', message });
    }
  }
  return { objects, warnings };
}

/** Line breaks inside strings, comment marks around the block and a semicolon behind it are common and harmless. */
function parseLoosely(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    const bare = source.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[)/, '');
    return JSON.parse(bare.replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|;)\s*$/, '').replace(/[\n\r\t]/g, ' '));
  }
}

/** Returns the objects of a parsed JSON-LD document, lists and `@graph` unpacked. */
export function unpacked(value: unknown): JsonLd[] {
  return list(value)
    .filter(isObject)
    .flatMap((object) => [object, ...list(object['@graph']).filter(isObject)]);
}

/** Says whether an object's `@type` is one of the names, in any case, with or without the vocabulary's address. */
export function hasType(object: JsonLd, names: RegExp): boolean {
  return list(object['@type']).some((type) => typeof type === 'string' && names.test(type));
}

const COMMENT = /(?:^|[/:])(?:comment|usercomments)$/i;

/** Comments of schema.org linked data: `comment` of an article, their own `comment`, and `parentItem`. */
export const jsonLd: Extractor<HtmlPage> = {
  name: 'JSON-LD',
  read: (page) => commentsOf(page.jsonLd) ?? `${page.jsonLd.length} linked-data objects, none a comment with a text`,
};

/** Returns the comments that linked-data objects hold, or null where they hold none. */
export function commentsOf(objects: readonly JsonLd[]): Found | null {
  const comments: RawComment[] = [];
  const seen = new Set<unknown>();
  // A comment is an object whose type says so, or any object that stands where a comment is expected.
  const pending = objects.map((object) => ({ object, parent: null as number | null, expected: false })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { object } = next;
    if (seen.has(object)) continue;
    seen.add(object);
    let { parent } = next;
    if (next.expected || hasType(object, COMMENT)) {
      comments.push(rawComment(object, parent));
      parent = comments.length - 1;
    }
    const inside = [...list(object.comment), ...list(object.comments)].filter(isObject);
    for (const reply of inside.reverse()) pending.push({ object: reply, parent, expected: true });
    if (next.expected) continue;
    for (const about of [...list(object.mainEntity), ...list(object.mainEntityOfPage)].filter(isObject)) {
      pending.push({ object: about, parent: null, expected: false });
    }
  }
  return comments.some(({ text }) => text !== '') ? { platform: null, comments } : null;
}

function rawComment(object: JsonLd, parent: number | null): RawComment {
  const above = list(object.parentItem).filter(isObject)[0];
  return {
    id: idOf(object),
    parent: parent ?? (above === undefined ? null : idOf(above)),
    author: nameOf(object.author ?? object.creator),
    text: htmlText(string(object.text) ?? string(object.commentText) ?? string(object.description) ?? ''),
    dateCreated: string(object.dateCreated) ?? string(object.datePublished) ?? string(object.commentTime),
    upvoteCount: votes(object.upvoteCount),
    downvoteCount: votes(object.downvoteCount),
    fromReader: true,
  };
}

/** Addresses such as `…/topic/12#comment-34` end in the id that people and other markup use. */
function idOf(object: JsonLd): string | null {
  const id = string(object['@id']) ?? string(object.url);
  return /#(?:comment|post|answer|c|p)[-_]?(\d+)$/i.exec(id ?? '')?.[1] ?? id;
}

function nameOf(author: unknown): string | null {
  const [found] = list(author);
  return string(isObject(found) ? found.name : found);
}

/** Returns the number of comments that an article says it has, or null. */
export function commentCountOf(article: JsonLd): number | null {
  const statistics = list(article.interactionStatistic).filter(isObject);
  const comments = statistics.find(({ interactionType: type }) => {
    const name = isObject(type) ? (string(type['@type']) ?? string(type['@id'])) : string(type);
    return name?.endsWith('CommentAction');
  });
  return votes(article.commentCount) ?? votes(comments?.userInteractionCount);
}

function votes(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Returns a value as a list: linked data writes one value and a list of values alike. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function isObject(value: unknown): value is JsonLd {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a text or number as a text, or null for anything else and for empty texts. */
export function string(value: unknown): string | null {
  return typeof value === 'string' ? value.trim() || null : typeof value === 'number' ? String(value) : null;
}
