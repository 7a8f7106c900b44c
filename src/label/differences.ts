import { type Agreement, agreementOf } from '../dataset/check/agreement.ts';
import { TOXICITY_ATTRIBUTES } from '../tasks.ts';
import type { Answer } from './answers.ts';
import { answersIn, type Ledger, type Standing } from './ledger.ts';

/** Questions of an answer by name, each with its label: `stance` and the attributes as `btl dataset agreement` calls them. */
export function labelsOf({ toxicity, stances, reply }: Answer): ReadonlyMap<string, string> {
  const attributes =
    toxicity === null ? [] : TOXICITY_ATTRIBUTES.map((name) => [name, String(toxicity[name])] as const);
  const towards = stances.map(({ target, label }) => [`stance towards ${target}`, label] as const);
  return new Map([...attributes, ...towards, ...(reply === null ? [] : [['reply', reply] as const])]);
}

/** Returns the names of the questions that labellers of a comment answer differently; spans are none. */
export function differencesIn(answers: readonly Answer[]): string[] {
  const [first, ...others] = answers.map(labelsOf);
  if (first === undefined) return [];
  return [...first].flatMap(([name, label]) =>
    others.some((labels) => (labels.get(name) ?? label) !== label) ? [name] : [],
  );
}

/** Says whether a comment waits to be settled: two labellers differ, and nobody decided. */
export const isOpen = (standing: Standing): boolean =>
  standing.settled === null &&
  standing.said.size > 1 &&
  differencesIn(answersIn(standing).map(([, { answer }]) => answer)).length > 0;

/**
 * Returns how far labellers agree, by question: Krippendorff's alpha, as `btl dataset agreement` gives it for two. Stances
 * towards all targets are one question.
 */
export function agreementIn({ standings }: Pick<Ledger, 'standings'>): Readonly<Record<string, Agreement>> {
  const units = new Map<string, string[][]>();
  for (const standing of standings.values()) {
    const given = new Map<string, string[]>();
    for (const [, event] of answersIn(standing))
      for (const [question, label] of labelsOf(event.answer)) pushTo(given, question, label);
    for (const [question, labels] of given)
      if (labels.length > 1) pushTo(units, question.startsWith('stance towards ') ? 'stance' : question, labels);
  }
  return Object.fromEntries([...units].map(([name, labels]) => [name, agreementOf(labels)]));
}

function pushTo<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
