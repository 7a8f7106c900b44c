import { namesFor, plainName } from '../../../tables/index.ts';
import { timeOf } from '../responses/fields.ts';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Says whether a value is an object of JSON, and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The names under which an object holds a text, an author's name or a list. */
const TEXTS = [
  'text',
  'rendered',
  'raw',
  'html',
  'plain',
  'plaintext',
  'markdown',
  'body',
  'message',
  'value',
  'content',
];
const NAMES = [
  'displayname',
  'name',
  'fullname',
  'nickname',
  'nick',
  'username',
  'uname',
  'login',
  'screenname',
  'handle',
  'acct',
];
const LISTS = ['data', 'items', 'nodes', 'edges', 'comments', 'results', 'replies'];
const IDS = ['id', 'commentid', 'uuid', 'oid', 'messageid'];

/** Returns the text that a field holds: itself, that of an object, or of a list of stretches; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (Array.isArray(value))
    return (
      value
        .map((part) => textOf(part) ?? '')
        .join('')
        .trim() || null
    );
  return isFields(value)
    ? inner(value, TEXTS, (field) => (typeof field === 'string' ? field.trim() || null : null))
    : null;
}

/** Returns the name that a field holds, itself or in an object. Numbers, addresses and long texts are no names. */
export function nameOf(value: unknown): string | null {
  if (isFields(value)) return inner(value, NAMES, (field) => (isFields(field) ? null : nameOf(field)));
  if (typeof value !== 'string') return null;
  const name = value.trim();
  return name === '' || name.length > 100 || /^(?:\d+$|https?:)|\n/.test(name) ? null : name;
}

/** Returns the id that a field holds, itself or in an object. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'string') return String(value) || null;
  return isFields(value) ? inner(value, IDS, (field) => (isFields(field) ? null : idOf(field))) : null;
}

/** Returns a time as ISO 8601, or as it is written; null for what is none. */
export function dateOf(value: unknown): string | null {
  if (isFields(value)) return inner(value, ['iso', '$date'], dateOf);
  if (typeof value === 'number' && value < 4e8) return null;
  const time = timeOf(value);
  return time !== null && time.length < 60 && /\d|ago|now|yesterday|today/i.test(time) ? time : null;
}

/** Returns a number of votes: a number, also where it is written as a text, the length of a list, or what an object counts. */
export function votesOf(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  if (isFields(value))
    return inner(value, ['count', 'total', 'totalcount'], (field) => (isFields(field) ? null : votesOf(field)));
  const number = typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/**
 * Returns the objects of a list, of an object that holds one or is one by the ids of its items, without what wraps them;
 * none for anything else.
 */
export function listOf(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.filter(isFields).map(unwrapped);
  if (!isFields(value)) return [];
  const list = inner(value, LISTS, (field) => (Array.isArray(field) ? field : null)) ?? byKey(value) ?? [];
  return list.filter(isFields).map(unwrapped);
}

/** Returns the items of an object that holds a list by their ids, each with its id; null for any other object. */
export function byKey(value: Fields): readonly Fields[] | null {
  const items = Object.entries(value);
  if (items.length === 0 || !items.every(([, item]) => isFields(item))) return null;
  return items.map(([id, item]) => ({ id, ...(item as Fields) }));
}

/** What wraps a comment whose fields stand one level below, up to as many levels. */
const WRAPPERS = ['node', 'comment', 'attributes', 'data', 'snippet', 'toplevelcomment'];
const MAX_WRAPPERS = 3;
const OWN = new Set([...namesFor('id'), ...namesFor('author'), ...namesFor('date')]);

/** Returns an object's fields, with those of the object that it wraps. */
export function unwrapped(record: Fields): Fields {
  let fields = isFields(record.relationships) ? { ...record, ...related(record.relationships) } : record;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const wrapped = Object.entries(fields).find(
      ([key, value]) =>
        WRAPPERS.includes(plainName(key)) &&
        isFields(value) &&
        Object.keys(value).some((own) => OWN.has(plainName(own))),
    );
    if (wrapped === undefined) break;
    const { [wrapped[0]]: within, ...rest } = fields;
    fields = { ...rest, ...(within as Fields) };
  }
  return fields;
}

/** What a record of JSON:API is related to, by name. */
function related(relationships: Fields): Fields {
  return Object.fromEntries(Object.entries(relationships).map(([name, to]) => [name, isFields(to) ? to.data : null]));
}

/** The first of some fields, by their plain names, that reads as something. */
function inner<T>(value: Fields, names: readonly string[], read: (field: unknown) => T | null): T | null {
  const keys = new Map(Object.keys(value).map((key) => [plainName(key), key]));
  for (const name of names) {
    const key = keys.get(plainName(name));
    const found = key === undefined ? null : read(value[key]);
    if (found !== null) return found;
  }
  return null;
}
