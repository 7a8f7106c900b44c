import type { Usage } from './headline.ts';
import { singular, type Word } from './read.ts';
import { AUXILIARIES, CLOSED, DETERMINERS, PREPOSITIONS, VERB_OPENERS } from './words.ts';

/** A text of a thread as it is read for targets. */
export interface ReadText {
  readonly text: string;
  readonly words: readonly Word[];
  /** Index of the comment; -1 for the headline, -2 for the lead. */
  readonly comment: number;
}

/** Where a text that is no comment stands. */
export const HEADLINE = -1;
export const LEAD = -2;

/** How a word is written in a thread. */
interface WordUse {
  capital: number;
  opening: number;
  lower: number;
  /** As the headline and the lead write it, which are edited: with a capital within a sentence, without. */
  edited: 'capital' | 'lower' | null;
  /** Times that it stands where a noun stands, and where a verb does. */
  noun: number;
  verb: number;
  the: number;
  comments: number;
  lastComment: number;
}

/** How the words of a thread are written, thread-wide. */
export interface WordUses extends Usage {
  /** Says whether a word is a noun. */
  readonly isNoun: (key: string) => boolean;
  /** Comments that hold a word, in the singular or the plural. */
  readonly commentsOf: (key: string) => number;
}

/** They are nouns wherever they stand. */
const NOUN_ENDING = /(?:tion|ment|ness|ity|ism|ist|ship|ance|ence|llor|tor)$/;
/** Words of a run between words of grammar: who strings more together writes no phrase. */
export const MAX_RUN = 4;

/** Reads how the words of a thread are written: as names, as nouns, after "the". */
export function readUsage(texts: readonly ReadText[]): WordUses {
  const uses = new Map<string, WordUse>();
  const useOf = (key: string): WordUse => {
    let use = uses.get(key);
    if (use === undefined) {
      use = {
        edited: null,
        capital: 0,
        opening: 0,
        lower: 0,
        noun: 0,
        verb: 0,
        the: 0,
        comments: 0,
        lastComment: Number.NaN,
      };
      uses.set(key, use);
    }
    return use;
  };
  for (const { words, comment } of texts) {
    for (const [i, { key, stands, breaks, isPossessive }] of words.entries()) {
      const use = useOf(key);
      if (isPossessive) use.noun++;
      if (stands !== 'unclear') use[stands]++;
      if (comment < 0 && (stands === 'capital' || stands === 'lower')) use.edited ??= stands;
      if (!breaks && words[i - 1]?.key === 'the') use.the++;
      const noun = useOf(singular(key));
      if (comment >= 0 && noun.lastComment !== comment) {
        noun.lastComment = comment;
        noun.comments++;
      }
    }
    for (const [from, to] of runsOf(words)) readRole(words, from, to, useOf);
  }
  const known = (key: string) => uses.get(key);
  return {
    isLower: (word) => (known(word)?.lower ?? 0) > 0,
    hasThe: (word) => (known(word)?.the ?? 0) > 0,
    isName: (key) => {
      if (CLOSED.has(key)) return false;
      const use = known(key);
      if (use === undefined) return false;
      if (key !== key.toLowerCase()) return true;
      const { edited, capital, opening, lower, noun } = use;
      if (edited !== null) return edited === 'capital';
      return lower === 0 ? capital > 0 || (opening > 1 && noun > 0) : capital > 1 && capital * 2 >= lower;
    },
    isNoun: (key) => {
      const use = known(key);
      return use !== undefined && (use.noun > 0 || NOUN_ENDING.test(key)) && use.noun >= use.verb;
    },
    commentsOf: (key) => known(singular(key))?.comments ?? 0,
  };
}

/**
 * A run stands for a noun behind "the" or "of", or before "is"; its first word for a verb behind "to" or "we", its last in
 * "the council wastes twice as much".
 */
function readRole(words: readonly Word[], from: number, to: number, useOf: (key: string) => WordUse): void {
  const before = words[from]!.breaks ? undefined : words[from - 1]?.key;
  const behind = to < words.length && !words[to]!.breaks ? words[to]!.key : undefined;
  if (before !== undefined && VERB_OPENERS.has(before)) {
    useOf(singular(words[from]!.key)).verb++;
    return;
  }
  const isObject = before !== undefined && (DETERMINERS.has(before) || PREPOSITIONS.has(before));
  const isSubject = behind !== undefined && AUXILIARIES.has(behind);
  if (!isObject && !isSubject) return;
  const goesOn = behind !== undefined && !isSubject && !PREPOSITIONS.has(behind) && !JOINING.has(behind);
  const isVerb = goesOn && to - from > 1 && /(?:[^s]s|ed)$/.test(words[to - 1]!.key);
  if (isVerb) useOf(singular(words[to - 1]!.key)).verb++;
  useOf(singular(words[isVerb ? to - 2 : to - 1]!.key)).noun++;
}

const JOINING: ReadonlySet<string> = new Set([
  'and',
  'or',
  'that',
  'which',
  'who',
  'to',
  'but',
  'if',
  'when',
  'because',
]);

/** Returns the runs of words between words of grammar and marks, as [from, to). */
export function runsOf(words: readonly Word[]): [number, number][] {
  const runs: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= words.length; i++) {
    const word = words[i];
    const isIn = word !== undefined && !CLOSED.has(word.key) && /\p{L}/u.test(word.key);
    if (from >= 0 && (!isIn || word.breaks || words[i - 1]!.isPossessive)) {
      if (i - from <= MAX_RUN) runs.push([from, i]);
      from = -1;
    }
    if (isIn && from < 0) from = i;
  }
  return runs;
}
