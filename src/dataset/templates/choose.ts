import { BelowTheLineError } from '../../errors.ts';
import { type Filler, type Fillers, fillersOf } from './fillers.ts';
import type { Slot } from './slots.ts';
import type { Template } from './template.ts';

/** A template with its text parsed. */
export interface ParsedTemplate {
  readonly template: Template;
  /** Literal text and slots, in order. */
  readonly parts: readonly (string | Slot)[];
  /** Each slot once. */
  readonly slots: readonly Slot[];
}

/** What each slot is filled with, by the slot's key. */
export type ChosenFillers = ReadonlyMap<string, Filler>;

/** How often each filler was used, by `usageKey`. */
export type Usage = ReadonlyMap<string, number>;

/** Returns what a template's use of a filler is counted by: apart for each split, and for rows that are toxic or not. */
export const usageKey = ({ template: { split, labels } }: ParsedTemplate, fillerId: string) =>
  `${split} ${(labels.toxicity ?? 0) >= 0.5 ? 'toxic' : 'clean'} ${fillerId}`;

/** Returns for every slot of a set's twins the filler that was used least where they would use it. */
export function chooseFillers(
  twins: readonly ParsedTemplate[],
  fillers: Fillers,
  usage: Usage,
  random: () => number,
): ChosenFillers {
  const slots = twins.flatMap((twin) => twin.slots);
  const chosen = new Map<string, Filler>();
  for (const { key } of slots) {
    if (chosen.has(key)) continue;
    const users = twins.filter((twin) => twin.slots.some((slot) => slot.key === key));
    const usedHere = new Set([...chosen.values()].map(({ id }) => id));
    const ranked = fittingAll(
      fillers,
      slots.filter((slot) => slot.key === key),
    )
      .filter(({ id }) => !usedHere.has(id))
      .map((filler) => ({
        filler,
        uses: users.reduce((sum, user) => sum + (usage.get(usageKey(user, filler.id)) ?? 0), 0) + random(),
      }));
    if (ranked.length === 0) throw new BelowTheLineError('invalid-input', nothingFits(twins, key));
    chosen.set(key, ranked.reduce((least, next) => (next.uses < least.uses ? next : least)).filler);
  }
  return chosen;
}

const nothingFits = ([twin]: readonly ParsedTemplate[], key: string) =>
  `template ${twin!.template.id}: no word is left for {${key}} in ${twin!.template.split}`;

/** Returns what fits all slots of one key, which may ask for several forms. */
function fittingAll(fillers: Fillers, slots: readonly Slot[]): Filler[] {
  const [first, ...rest] = slots.map((slot) => fillersOf(fillers, slot));
  return first!.filter(({ id }) => rest.every((others) => others.some((other) => other.id === id)));
}
