import { hashString } from '../../text/hash.ts';
import { tokenize } from '../../text/tokenize.ts';
import { seededRandom } from '../random.ts';
import type { Split } from '../rows/fields.ts';
import type { ToxicityRow } from '../rows/training-rows.ts';
import { type ChosenFillers, chooseFillers, type ParsedTemplate, usageKey } from './choose.ts';
import type { Filler, Fillers } from './fillers.ts';
import { fillersOfSplit } from './held-out.ts';
import { MISSPELLINGS, misspell } from './misspell.ts';
import { isSlot, parseSlots, type Slot } from './slots.ts';
import type { Template } from './template.ts';

/** Options of expanding templates. */
export interface ExpandOptions {
  readonly seed: number;
  /** Rows of a template with slots, at most; one without gives one row, or one per way to misspell. */
  readonly perTemplate: number;
  /** True where no word of a list may fill the templates of two splits, so that a figure is one on unknown words. */
  readonly holdOutWords?: boolean | undefined;
  /** `source` of the rows; `TEMPLATE_SOURCE` where it is absent. */
  readonly source?: string | undefined;
}

/** `source` of rows that were made from templates. */
export const TEMPLATE_SOURCE = 'below-the-line-templates';

/**
 * Returns the rows that templates give when their slots are filled, by split. Twins get the same words, and each word
 * comes in toxic rows about as often as any other that fits, and in clean rows too: no word tells by itself which of the
 * two a row is. The same arguments give the same rows, set after set; a row's `group` is its set.
 */
export function expandTemplates(
  templates: readonly Template[],
  fillers: Fillers,
  { seed, perTemplate, holdOutWords = false, source = TEMPLATE_SOURCE }: ExpandOptions,
): Readonly<Record<Split, readonly ToxicityRow[]>> {
  const rows: Record<Split, ToxicityRow[]> = { train: [], dev: [], test: [] };
  const usage = new Map<string, number>();
  const contents = new Set<string>();
  for (const [set, twins] of twinsBySet(templates)) {
    const random = seededRandom(hashString(set, seed));
    const fitting = holdOutWords ? fillersOfSplit(fillers, twins[0]!.template.split) : fillers;
    const firstMisspelling = Math.floor(random() * MISSPELLINGS);
    for (let k = 0; k < Math.max(perTemplate, MISSPELLINGS); k++) {
      const chosen: ChosenFillers = k < perTemplate ? chooseFillers(twins, fitting, usage, random) : new Map();
      for (const twin of twins) {
        if (k >= rowsOf(twin, perTemplate)) continue;
        const text = misspellBrackets(fill(twin.parts, chosen, random), firstMisspelling + k, random);
        const content = tokenize(text)
          .map(({ norm }) => norm)
          .join(' ');
        if (contents.has(content)) continue;
        contents.add(content);
        const used = twin.slots.map(({ key }) => chosen.get(key)!);
        rows[twin.template.split].push(toRow(twin.template, source, `${k + 1}`, text, used));
        for (const { id } of used) usage.set(usageKey(twin, id), (usage.get(usageKey(twin, id)) ?? 0) + 1);
      }
    }
  }
  return rows;
}

function twinsBySet(templates: readonly Template[]): Map<string, ParsedTemplate[]> {
  const sets = new Map<string, ParsedTemplate[]>();
  for (const template of templates) {
    const parts = parseSlots(template.text);
    const slots = new Map(parts.filter(isSlot).map((slot) => [slot.key, slot]));
    sets.set(template.set, [...(sets.get(template.set) ?? []), { template, parts, slots: [...slots.values()] }]);
  }
  return sets;
}

function rowsOf({ template, slots }: ParsedTemplate, perTemplate: number): number {
  if (slots.length > 0) return perTemplate;
  return hasMisspellings(template.text) ? MISSPELLINGS : 1;
}

function fill(parts: readonly (string | Slot)[], chosen: ChosenFillers, random: () => number): string {
  return parts.reduce<string>((before, part) => {
    if (!isSlot(part)) return before + part;
    const forms = chosen.get(part.key)!.forms[part.form ?? 'word']!;
    const word = forms[Math.floor(random() * forms.length)]!;
    return withArticle(before, word) + (part.capital ? word.charAt(0).toUpperCase() + word.slice(1) : word);
  }, '');
}

/** Returns the text before a word with `a` or `an` at its end as the word wants it; a bracket may stand between. */
function withArticle(before: string, word: string): string {
  const [, start, article, bracket] = /^(.*[^a-z]|)(an?) (\[?)$/is.exec(before) ?? [];
  if (start === undefined || article === undefined) return before;
  return `${start}${article.charAt(0)}${/^(?!eu|uni|use)[aeiou]/i.test(word) ? 'n' : ''} ${bracket}`;
}

/** What is to be misspelt, in brackets; or a bracket of the text itself, behind a backslash. */
const BRACKETS = /\\([[\]])|\[([^[\]]*)\]/g;

/** Returns a text with what stands in brackets misspelt, and without the brackets. */
const misspellBrackets = (text: string, which: number, random: () => number) =>
  text.replace(BRACKETS, (_, bracket: string | undefined, words: string) => bracket ?? misspell(words, which, random));

const hasMisspellings = (text: string) => [...text.matchAll(BRACKETS)].some(([, bracket]) => bracket === undefined);

function toRow(
  { id, set, labels, groups = [] }: Template,
  source: string,
  number: string,
  text: string,
  used: readonly Filler[],
): ToxicityRow {
  const named = used.flatMap(({ group }) => (group === undefined ? [] : [group]));
  return {
    id: `${id}-${number}`,
    text,
    source,
    group: set,
    labels,
    groups: [...new Set([...groups, ...named])].sort(),
  };
}
