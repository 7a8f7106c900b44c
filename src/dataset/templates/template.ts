import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { BelowTheLineError } from '../../errors.ts';
import { ToxicityAttribute } from '../../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { notAnObject, readLines } from '../rows/lines.ts';

const text = z.string().check(z.minLength(1));
const share = z.number().check(z.gte(0), z.lte(1));

/** A form of a word, or several that people use for the same. */
const form = z.union([text, z.array(text).check(z.minLength(1))]);
const forms = { plural: z.optional(form), singular: z.optional(form), adjective: z.optional(form) };

/** What slots are filled with: datasets/groups.json. */
export const Fillers = z.strictObject({
  /** Identity groups. A slot names one of any kind (`{group.plural}`) or of one kind (`{faith.plural}`). */
  groups: z.array(z.strictObject({ name: text, kinds: z.array(text), ...forms })).check(z.minLength(1)),
  /** Other words by the slot's name; `group` is the identity group that a derogatory word is aimed at. */
  words: z.record(
    text,
    z.array(z.union([text, z.strictObject({ group: z.optional(text), ...forms })])).check(z.minLength(1)),
  ),
});

export const SPLITS = ['train', 'dev', 'test'] as const;

/** A sentence with slots: one line of datasets/templates.jsonl. */
export const Template = z.strictObject({
  id: text,
  /** What it tests. */
  kind: text,
  /** Twins with different labels: they share the split and what their slots are filled with. */
  set: text,
  split: z.enum(SPLITS),
  /** `{group.plural}` is a slot, `{Group.plural}` begins a sentence, `{group2.plural}` is another; `[words]` are misspelt. */
  text,
  /** As 0, 1 or a share; a missing attribute is unknown. */
  labels: z.partialRecord(ToxicityAttribute, share),
  /** Identity groups that stand in the text itself. */
  groups: z.optional(z.array(text)),
});

export type Fillers = z.infer<typeof Fillers>;
export type Template = z.infer<typeof Template>;
export type Split = (typeof SPLITS)[number];

/** A slot of a template: `name` says what fills it, `key` which of several. */
export interface Slot {
  readonly key: string;
  readonly name: string;
  readonly form: 'plural' | 'singular' | 'adjective' | undefined;
  readonly capital: boolean;
}

const SLOT = /\{([A-Za-z][a-z]*)(\d?)(?:\.([a-z]+))?\}/;

/** A template's text, cut into what stays and what is filled. */
export function cutSlots(template: string): (string | Slot)[] {
  const parts = template.split(SLOT);
  const cut: (string | Slot)[] = [parts[0] as string];
  for (let i = 1; i < parts.length; i += 4) {
    const [written, digit, form] = [parts[i] as string, parts[i + 1] as string, parts[i + 2] as Slot['form']];
    const name = written.charAt(0).toLowerCase() + written.slice(1);
    cut.push({ key: name + digit, name, form, capital: written !== name }, parts[i + 3] as string);
  }
  return cut;
}

export const isSlot = (part: string | Slot): part is Slot => typeof part !== 'string';

/** Something to fill a slot with. */
export interface Filler {
  /** Tells it from the others that fit the same slots. */
  readonly id: string;
  /** The identity group that it names, if any. */
  readonly group: string | undefined;
  readonly forms: Readonly<Record<string, readonly string[]>>;
}

/** What fits a slot; nothing where no list has its name, or no word its form. */
export function fillersOf({ groups, words }: Fillers, { name, form }: Slot): Filler[] {
  const listed = (words[name] ?? []).map((word, i): Filler => {
    const { group, ...rest } = typeof word === 'string' ? { word, group: undefined } : word;
    return { id: `${name} ${i}`, group, forms: asLists(rest) };
  });
  const named = groups
    .filter(({ kinds }) => name === 'group' || kinds.includes(name))
    .map(({ name: group, kinds: _, ...rest }): Filler => ({ id: `group ${group}`, group, forms: asLists(rest) }));
  return [...named, ...listed].filter(({ forms }) => forms[form ?? 'word'] !== undefined);
}

function asLists(forms: Readonly<Record<string, string | readonly string[] | undefined>>): Filler['forms'] {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()]])),
  );
}

/** @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when it does not hold fillers. */
export async function readFillers(path: string): Promise<Fillers> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  const parsed = Fillers.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BelowTheLineError('invalid-input', `${path}: ${z.prettifyError(parsed.error)}`);
}

/**
 * Reads templates and checks them against each other and against what is to fill them.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` with file and line when a line is no
 * template, contradicts an earlier one, or has a slot that nothing fits.
 */
export async function readTemplates(path: string, fillers: Fillers): Promise<Template[]> {
  const templates: Template[] = [];
  const ids = new Set<string>();
  const splits = new Map<string, Split>();
  const names = new Set(fillers.groups.map(({ name }) => name));
  for await (const { text: line, number } of readLines(path)) {
    const fail = (message: string) => new BelowTheLineError('invalid-input', `${path} line ${number}: ${message}`);
    const template = parseTemplate(line);
    if (typeof template === 'string') throw fail(template);
    const split = splits.get(template.set) ?? template.split;
    if (ids.has(template.id)) throw fail(`id ${template.id} stands on an earlier line`);
    if (split !== template.split) throw fail(`set ${template.set} is in ${split}, got ${template.split}`);
    const unfit = cutSlots(template.text).filter((part) => isSlot(part) && fillersOf(fillers, part).length === 0);
    if (unfit.length > 0) throw fail(`nothing fits the slot ${JSON.stringify(unfit[0])}`);
    const unknown = template.groups?.find((group) => !names.has(group));
    if (unknown !== undefined) throw fail(`groups: expected a name of a group, got ${unknown}`);
    const implied = TOXICITY_ATTRIBUTES.find((name) => name !== 'obscene' && template.labels[name] === 1);
    if (implied !== undefined && template.labels.toxicity === 0) throw fail(`${implied} without toxicity`);
    ids.add(template.id);
    splits.set(template.set, template.split);
    templates.push(template);
  }
  return templates;
}

function parseTemplate(line: string): Template | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return notAnObject(line);
  }
  const parsed = Template.safeParse(json);
  return parsed.success ? parsed.data : z.prettifyError(parsed.error);
}
