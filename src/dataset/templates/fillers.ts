import * as z from 'zod/mini';
import { BelowTheLineError } from '../../errors.ts';
import { text } from '../rows/fields.ts';
import { readJsonFile } from '../rows/json-file.ts';
import type { Slot } from './slots.ts';

/** A form of a word, or several that people use for the same. */
const form = z.union([text, z.array(text).check(z.minLength(1))]);
const forms = { plural: z.optional(form), singular: z.optional(form), adjective: z.optional(form) };

/** The words that slots are filled with: datasets/groups.json. */
export const Fillers = z.strictObject({
  /** Identity groups. A slot names one of any kind (`{group.plural}`) or of one kind (`{faith.plural}`). */
  groups: z.array(z.strictObject({ name: text, kinds: z.array(text), ...forms })).check(z.minLength(1)),
  /** Other words by the slot's name; `group` is the identity group that a derogatory word is aimed at. */
  words: z.record(
    text,
    z.array(z.union([text, z.strictObject({ group: z.optional(text), ...forms })])).check(z.minLength(1)),
  ),
});

export type Fillers = z.infer<typeof Fillers>;

/** Something to fill a slot with. */
export interface Filler {
  /** Tells it from the others that fit the same slots. */
  readonly id: string;
  /** The identity group that it names, if any. */
  readonly group: string | undefined;
  /** Spellings by the form that a slot asks for; `word` for a slot that asks for none. */
  readonly forms: Readonly<Record<string, readonly string[]>>;
}

/** Returns what fits a slot; nothing where no list has its name, or no word its form. */
export function fillersOf({ groups, words }: Fillers, { name, form }: Slot): Filler[] {
  const listed = (words[name] ?? []).map((word, i): Filler => {
    const { group, ...rest } = typeof word === 'string' ? { word, group: undefined } : word;
    return { id: `${name} ${i}`, group, forms: toLists(rest) };
  });
  const named = groups
    .filter(({ kinds }) => name === 'group' || kinds.includes(name))
    .map(({ name: group, kinds: _, ...rest }): Filler => ({ id: `group ${group}`, group, forms: toLists(rest) }));
  return [...named, ...listed].filter(({ forms }) => forms[form ?? 'word'] !== undefined);
}

function toLists(forms: Readonly<Record<string, string | readonly string[] | undefined>>): Filler['forms'] {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()]])),
  );
}

/**
 * Reads fillers from a file of JSON.
 * @throws BelowTheLineError `file` when it cannot be read or is no JSON, `invalid-input` when it does not hold fillers.
 */
export async function readFillers(path: string): Promise<Fillers> {
  const parsed = Fillers.safeParse(await readJsonFile(path));
  if (parsed.success) return parsed.data;
  throw new BelowTheLineError('invalid-input', `${path}: ${z.prettifyError(parsed.error)}`);
}
