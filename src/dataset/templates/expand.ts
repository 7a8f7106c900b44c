import { hashString } from '../../text/hash.ts';
import { tokenize } from '../../text/tokenize.ts';
import { seededRandom } from '../random.ts';
import type { ToxicityRow } from '../rows/training-rows.ts';
import { MISSPELLINGS, misspell } from './misspell.ts';
import {
  cutSlots,
  type Filler,
  type Fillers,
  fillersOf,
  isSlot,
  type Slot,
  type Split,
  type Template,
} from './template.ts';

export interface ExpandOptions {
  readonly seed: number;
  /** Rows of a template with slots, at most; one without gives one row, or one per way to misspell. */
  readonly perTemplate: number;
}

export const TEMPLATE_SOURCE = 'below-the-line-templates';

type Chosen = ReadonlyMap<string, Filler>;

/**
 * Fills the slots of templates. Twins get the same words, and each word comes in toxic rows about as often as any other
 * that fits, and in clean rows too: no word tells by itself which of the two a row is. The same arguments give the same
 * rows, set after set; a row's `group` is its set.
 */
export function expandTemplates(
  templates: readonly Template[],
  fillers: Fillers,
  { seed, perTemplate }: ExpandOptions,
): Readonly<Record<Split, readonly ToxicityRow[]>> {
  const rows: Record<Split, ToxicityRow[]> = { train: [], dev: [], test: [] };
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const [set, twins] of setsOf(templates)) {
    const random = seededRandom(hashString(set, seed));
    const offset = Math.floor(random() * MISSPELLINGS);
    for (let k = 0; k < Math.max(perTemplate, MISSPELLINGS); k++) {
      const chosen = k < perTemplate ? choose(twins, fillers, counts, random) : new Map();
      for (const twin of twins) {
        if (k >= rowsOf(twin, perTemplate)) continue;
        const text = spell(fill(twin.parts, chosen, random), k + offset, random);
        const content = tokenize(text)
          .map(({ norm }) => norm)
          .join(' ');
        if (seen.has(content)) continue;
        seen.add(content);
        const used = twin.slots.map(({ key }) => chosen.get(key) as Filler);
        rows[twin.template.split].push(rowOf(twin.template, `${k + 1}`, text, used));
        for (const { id } of used) counts.set(countKey(twin, id), (counts.get(countKey(twin, id)) ?? 0) + 1);
      }
    }
  }
  return rows;
}

interface Cut {
  readonly template: Template;
  readonly parts: readonly (string | Slot)[];
  /** Each slot once. */
  readonly slots: readonly Slot[];
}

function setsOf(templates: readonly Template[]): Map<string, Cut[]> {
  const sets = new Map<string, Cut[]>();
  for (const template of templates) {
    const parts = cutSlots(template.text);
    const slots = new Map(parts.filter(isSlot).map((slot) => [slot.key, slot]));
    sets.set(template.set, [...(sets.get(template.set) ?? []), { template, parts, slots: [...slots.values()] }]);
  }
  return sets;
}

function rowsOf({ template, slots }: Cut, perTemplate: number): number {
  if (slots.length > 0) return perTemplate;
  return template.text.includes('[') ? MISSPELLINGS : 1;
}

/** Counted apart: the rows of each split that are toxic, and those that are not. */
const countKey = ({ template: { split, labels } }: Cut, id: string) =>
  `${split} ${(labels.toxicity ?? 0) >= 0.5 ? 'toxic' : 'clean'} ${id}`;

/** For every slot of the twins the word that was used least where they would use it. */
function choose(
  twins: readonly Cut[],
  fillers: Fillers,
  counts: ReadonlyMap<string, number>,
  random: () => number,
): Chosen {
  const slots = twins.flatMap((twin) => twin.slots);
  const chosen = new Map<string, Filler>();
  for (const { key } of slots) {
    if (chosen.has(key)) continue;
    const users = twins.filter((twin) => twin.slots.some((slot) => slot.key === key));
    const taken = new Set([...chosen.values()].map(({ id }) => id));
    const ranked = fitting(
      fillers,
      slots.filter((slot) => slot.key === key),
    )
      .filter(({ id }) => !taken.has(id))
      .map((filler) => ({
        filler,
        used: users.reduce((sum, user) => sum + (counts.get(countKey(user, filler.id)) ?? 0), 0) + random(),
      }));
    chosen.set(key, ranked.reduce((least, next) => (next.used < least.used ? next : least)).filler);
  }
  return chosen;
}

/** What fits all places of one key, which may ask for several forms. */
function fitting(fillers: Fillers, slots: readonly Slot[]): Filler[] {
  const [first, ...rest] = slots.map((slot) => fillersOf(fillers, slot));
  return (first as Filler[]).filter(({ id }) => rest.every((others) => others.some((other) => other.id === id)));
}

function fill(parts: readonly (string | Slot)[], chosen: Chosen, random: () => number): string {
  return parts.reduce<string>((before, part) => {
    if (!isSlot(part)) return before + part;
    const forms = chosen.get(part.key)?.forms[part.form ?? 'word'] as readonly string[];
    const word = forms[Math.floor(random() * forms.length)] as string;
    return withArticle(before, word) + (part.capital ? word.charAt(0).toUpperCase() + word.slice(1) : word);
  }, '');
}

/** `a` or `an`, as the word that follows wants it; a bracket may stand between. */
function withArticle(before: string, word: string): string {
  const [, start, article, bracket] = /^(.*[^a-z]|)(an?) (\[?)$/is.exec(before) ?? [];
  if (start === undefined || article === undefined) return before;
  return `${start}${article.charAt(0)}${/^(?!eu|uni|use)[aeiou]/i.test(word) ? 'n' : ''} ${bracket}`;
}

/** Misspells what stands in brackets and takes the brackets away. */
const spell = (text: string, which: number, random: () => number) =>
  text.replace(/\[([^[\]]*)\]/g, (_, words: string) => misspell(words, which, random));

function rowOf(
  { id, text: _, set, labels, groups = [] }: Template,
  number: string,
  text: string,
  used: readonly Filler[],
): ToxicityRow {
  const named = used.flatMap(({ group }) => (group === undefined ? [] : [group]));
  return {
    id: `${id}-${number}`,
    text,
    source: TEMPLATE_SOURCE,
    group: set,
    labels,
    groups: [...new Set([...groups, ...named])].sort(),
  };
}
