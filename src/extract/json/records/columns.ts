import { namesFor, plainName } from '../../../tables/index.ts';
import { GONE, GONE_STATES, OTHER_TYPES, SHOWN, TEXT } from './names.ts';
import { dateOf, type Fields, idOf, nameOf, textOf, votesOf } from './values.ts';

/** Records whose fields are looked at to tell what they are. */
const SAMPLE = 500;

/** What the fields of some records are. A column is a key, or null where no field fits. */
export interface Columns {
  readonly text: string;
  readonly author: string | null;
  /** Other fields with names of people, for items that lack that one. */
  readonly authors: readonly string[];
  readonly id: string | null;
  /** Keys that name what is answered, the one that says it most exactly first. */
  readonly parents: readonly string[];
  readonly date: string | null;
  readonly up: string | null;
  readonly down: string | null;
  /** Keys that say whether an item is shown. */
  readonly gone: readonly string[];
  readonly shown: readonly string[];
  readonly states: readonly string[];
}

/** Returns what the fields of records are, by their names and by what stands in them, or null where none is a text. */
export function columnsOf(records: readonly Fields[]): Columns | null {
  const sample = records.slice(0, SAMPLE);
  const keys = new Map<string, string[]>();
  for (const key of new Set(sample.flatMap((record) => Object.keys(record)))) {
    const plain = plainName(key);
    keys.set(plain, [...(keys.get(plain) ?? []), key]);
  }
  const named = (names: readonly string[]) => names.flatMap((name) => keys.get(name) ?? []);
  const column = (names: readonly string[], fits: (key: string) => boolean) => named(names).find(fits) ?? null;
  const filled =
    <T>(read: (value: unknown) => T | null) =>
    (key: string) =>
      sample.some((record) => read(record[key]) !== null);

  const text = column(TEXT, (key) => isText(sample, key));
  if (text === null) return null;
  const authors = named(namesFor('author')).filter((key) => key !== text && filled(nameOf)(key));
  const id = column(namesFor('id'), (key) => isUnique(records, key));
  const ids = new Set(id === null ? [] : records.map((record) => idOf(record[id])));
  return {
    text,
    author: authors[0] ?? null,
    authors,
    id,
    parents: named(namesFor('parent')).filter(
      (key) => key !== text && key !== id && namesOthers(records, key, id, ids),
    ),
    date: column(namesFor('date'), filled(dateOf)),
    up: column(namesFor('upvotes'), filled(votesOf)),
    down: column(namesFor('downvotes'), filled(votesOf)),
    gone: named(GONE),
    shown: named(SHOWN),
    states: named(['status', 'state', 'moderationstatus', 'type', 'commenttype']),
  };
}

/** A text is filled in at least half of the items, varies, and is neither one address nor a date in each. */
function isText(records: readonly Fields[], key: string): boolean {
  const texts = records.map((record) => textOf(record[key])).filter((text) => text !== null);
  if (texts.length === 0 || texts.length * 2 < records.length) return false;
  const words = texts.filter((text) => !/^(?:https?:\S+|\d[\d.:TZ+ -]*|[\da-f-]{24,})$/i.test(text));
  return words.length * 2 >= texts.length && new Set(texts).size * 2 >= texts.length;
}

function isUnique(records: readonly Fields[], key: string): boolean {
  const ids = records.map((record) => idOf(record[key]));
  return ids.every((id) => id !== null) && new Set(ids).size === ids.length;
}

/** Says whether a field names some other item. */
function namesOthers(
  records: readonly Fields[],
  key: string,
  id: string | null,
  ids: ReadonlySet<string | null>,
): boolean {
  for (const record of records) {
    const parent = parentIn(record[key], ids);
    if (parent !== null && (id === null || parent !== idOf(record[id]))) return true;
  }
  return false;
}

/** Returns the id among `ids` that a field names, perhaps behind a prefix (Reddit's `t1_`), or null. */
export function parentIn(value: unknown, ids: ReadonlySet<string | null>): string | null {
  const parent = idOf(Array.isArray(value) ? value.at(-1) : value);
  if (parent === null) return null;
  if (ids.has(parent)) return parent;
  const bare = parent.replace(/^t1_|^.*[/#]|\.0$/g, '');
  return ids.has(bare) ? bare : null;
}

/** Says whether an item is one that readers see, as far as it says. */
export function isShown(record: Fields, { gone, shown, states }: Columns): boolean {
  const yes = (value: unknown) =>
    value !== false && value !== 0 && value !== '0' && value !== 'false' && value != null && value !== '';
  const no = (value: unknown) => value === false || value === 0 || value === '0' || value === 'false';
  return (
    !gone.some((key) => yes(record[key])) &&
    !shown.some((key) => no(record[key])) &&
    !states.some(
      (key) => typeof record[key] === 'string' && (GONE_STATES.test(record[key]) || OTHER_TYPES.test(record[key])),
    )
  );
}
