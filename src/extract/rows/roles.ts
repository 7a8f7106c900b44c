import { fieldsFor, type Role } from '../../tables/index.ts';
import type { Flat } from './flat.ts';

/** The field that holds each thing that is known of the comments; null where none does. */
export type Roles = { readonly [role in Role]: string | null };

/** Records by which fields are chosen. */
const SAMPLE = 500;
/** Words of a text, on average, that a column of an unknown name has to have. */
const MIN_WORDS = 3;
/** A field that so many of the records fill is preferred to a likelier name that fewer fill. */
const MIN_FILLED = 0.5;
/** Share of the records that have an id which no other has. */
const MIN_DISTINCT = 0.9;

/**
 * Returns which fields hold what, by their names and by what stands in them.
 *
 * @param text the field with the texts, where that is known
 */
export function rolesOf(records: readonly Flat[], text: string | null = null): Roles {
  const sample = records.slice(0, SAMPLE);
  const fields = [...new Set(sample.flatMap((record) => [...record.keys()]))];
  const taken = new Set<string>();
  const valuesOf = (field: string) => sample.flatMap((record) => record.get(field)?.trim() || []);
  const choose = (role: Role, fits: (values: readonly string[]) => boolean, minFilled = 0): string | null => {
    const filled = fieldsFor(role, fields)
      .filter((field) => !taken.has(field))
      .map((field) => ({ field, values: valuesOf(field) }))
      .filter(({ values }) => values.length > 0 && fits(values));
    const chosen =
      filled.find(({ values }) => values.length >= minFilled * sample.length) ??
      filled.sort((a, b) => b.values.length - a.values.length)[0];
    if (chosen === undefined) return null;
    taken.add(chosen.field);
    return chosen.field;
  };
  const any = () => true;
  const repeats = (values: readonly string[]) => values.length < 2 || new Set(values).size < values.length;
  // Some tables hold a few rows twice.
  const isDistinct = (values: readonly string[]) => new Set(values).size >= values.length * MIN_DISTINCT;
  const isVotes = (values: readonly string[]) => values.every((value) => /^-?[\d.,]+[km]?$/i.test(value));

  const textField =
    text ?? choose('text', (values) => !values.every(isNumber), MIN_FILLED) ?? wordiest(fields, valuesOf);
  if (textField !== null) taken.add(textField);
  const thread = choose('thread', repeats, MIN_FILLED);
  const id = choose('id', isDistinct, MIN_FILLED);
  return {
    text: textField,
    thread,
    id,
    parent: choose('parent', any),
    author: choose('author', any, MIN_FILLED),
    date: choose('date', any, MIN_FILLED),
    upvotes: choose('upvotes', isVotes),
    downvotes: choose('downvotes', isVotes),
    headline: choose('headline', any),
    url: choose('url', repeats),
  };
}

const isNumber = (value: string) => /^-?[\d.,]+$/.test(value);

/** The field with the longest texts, where they are of words. */
function wordiest(fields: readonly string[], valuesOf: (field: string) => readonly string[]): string | null {
  const [best] = fields
    .map((field) => ({ field, words: wordsIn(valuesOf(field)) }))
    .filter(({ words }) => words >= MIN_WORDS)
    .sort((a, b) => b.words - a.words);
  return best?.field ?? null;
}

/** How many words the values have on average. */
function wordsIn(values: readonly string[]): number {
  const words = values.map((value) => value.slice(0, 1000).match(/(?<!\p{L})\p{L}+(?=[\s.,!?]|$)/gu)?.length ?? 0);
  return values.length === 0 ? 0 : words.reduce((sum, count) => sum + count, 0) / values.length;
}
