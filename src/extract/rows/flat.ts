/** A record as it is read: fields of nested objects by their path, `author.username`. */
export type Flat = ReadonlyMap<string, string>;

/** Levels of objects in a record. */
const MAX_DEPTH = 3;
/** Fields of a record, and items of a list in it. */
const MAX_FIELDS = 400;
const MAX_ITEMS = 20;

/**
 * Returns the texts, numbers and truth values of a record by their path. A list of objects with a `type` is read as twarc-csv
 * writes it: `referenced_tweets: [{type: 'replied_to', id}]` as `referenced_tweets.replied_to.id`. Others are left out.
 */
export function flat(record: Readonly<Record<string, unknown>>): Flat {
  const fields = new Map<string, string>();
  const visit = (value: unknown, path: string, depth: number): void => {
    if (fields.size >= MAX_FIELDS || value === null || value === undefined) return;
    if (typeof value === 'string') fields.set(path, value);
    else if (typeof value !== 'object') fields.set(path, String(value));
    else if (depth < MAX_DEPTH) {
      const entries = Array.isArray(value) ? value.slice(0, MAX_ITEMS).flatMap(typed) : Object.entries(value);
      for (const [name, inner] of entries) visit(inner, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  visit(record, '', 0);
  return fields;
}

function typed(item: unknown): [string, unknown][] {
  const type = typeof item === 'object' && item !== null ? (item as { type?: unknown }).type : undefined;
  return typeof type === 'string' ? [[type, item]] : [];
}
