import {
  BLAMING_WORDS,
  CLAIM_VERBS,
  CLAUSE_OPENERS,
  ENDING_WORDS,
  POSITION_VERBS,
  TARGET_NEGATIONS,
  URGING_WORDS,
} from '../../text/english.ts';
import type { Word } from '../../text/lexicon.ts';
import { stem } from '../../text/stem.ts';
import type { Terms } from '../../text/terms.ts';

/** Targets of more words are claims: they say something of what they name, even without a verb that we know. */
export const MAX_TOPIC_WORDS = 3;

const stems = (words: ReadonlySet<string>) => new Set([...words].map(stem));
const ENDING = stems(ENDING_WORDS);
const BLAME = stems(BLAMING_WORDS);

/** Says whether a word, by its folded form, negates, ends or blames something. */
export function isNegative(form: string): boolean {
  const ofForm = stem(form);
  return isNegation(form) || ENDING.has(ofForm) || BLAME.has(ofForm);
}

const isNegation = (form: string) => TARGET_NEGATIONS.has(form) || form.endsWith("n't");

/**
 * Says whether a target is negated: whether who agrees with it speaks against what it names. So "We should ban zoos",
 * "Zoos should not exist" and "Zoos do more harm than good" are, and "We should not ban zoos" is not: what is negated twice
 * stands. Nor is a plan that is reported, "City to close its zoo": readers take sides on the plan.
 */
export function isNegatedTarget({ words }: Terms): boolean {
  const spoken = words.filter(({ isWord }) => isWord);
  const isClaim = spoken.length > MAX_TOPIC_WORDS || spoken.some(({ form }) => POSITION_VERBS.has(form));
  let isNegated = false;
  let isInClause = false;
  for (const [i, word] of spoken.entries()) {
    const { form } = word;
    if (i > 0 && CLAUSE_OPENERS.has(form)) isInClause = true;
    else if (CLAIM_VERBS.has(form)) isInClause = false;
    if (!isInClause && (negates(spoken, i) || (isClaim && BLAME.has(word.stem)))) isNegated = !isNegated;
  }
  return isNegated;
}

/** Says whether the i-th word negates or ends what the others name. */
function negates(words: readonly Word[], i: number): boolean {
  const { form, stem: ofForm } = words[i]!;
  const before = words[i - 1]?.form ?? '';
  if (isNegation(form)) return true;
  if (form === 'against') return i === 0 || POSITION_VERBS.has(before);
  return ENDING.has(ofForm) && (before !== 'to' || URGING_WORDS.has(words[i - 2]?.form ?? ''));
}
