import { singular, type Word } from './read.ts';
import { MAX_RUN, type ReadText, runsOf, type WordUses } from './usage.ts';
import {
  ALIAS_OF,
  AUXILIARIES,
  CAPITALISED,
  CLOSED,
  DETERMINERS,
  NAME_JOINERS,
  PREPOSITIONS,
  TITLES,
} from './words.ts';

/** A name or a noun phrase, as the texts of a thread use it. */
export interface Phrase {
  readonly key: string;
  readonly isName: boolean;
  /** Where it stands, in the order of the texts. */
  readonly places: readonly Place[];
  /** How it is to be shown whatever readers write; null for the form that most of them use. */
  readonly shown: string | null;
}

/** A stretch of a text, in UTF-16 offsets. */
export interface Place {
  readonly comment: number;
  readonly start: number;
  readonly end: number;
  /** As it is written, without "the". */
  readonly form: string;
  readonly hasThe: boolean;
}

const MAX_NAME_WORDS = 5;
/** Letters of a thing: a single one is a variable or an item of a list. */
const MIN_LETTERS = 2;
/** Endings of what belongs to a place: "Russian", "British". */
const BELONGING = /(?:an|ish|ese)$/;

/**
 * Returns the names and noun phrases of texts, each with all its places.
 * @param minComments comments that a word has to stand in to be part of a longer phrase
 */
export function readPhrases(texts: readonly ReadText[], uses: WordUses, minComments: number): Phrase[] {
  const phrases = new Map<string, { names: number; places: Place[]; shown: string | null }>();
  const add = (key: string, isName: boolean, place: Place, shown: string | null = null) => {
    const known = phrases.get(key);
    if (known === undefined) phrases.set(key, { names: Number(isName), places: [place], shown });
    else {
      known.places.push(place);
      known.names += Number(isName);
      known.shown ??= shown;
    }
  };
  const isName = memo((key: string) => uses.isName(key) || ALIAS_OF.has(key));
  const isNoun = memo(uses.isNoun);
  const commentsOf = memo(uses.commentsOf);
  const addName = (read: ReadText, from: number, to: number) => {
    const key = read.words
      .slice(from, to)
      .map((word) => word.key)
      .join(' ');
    const alias = ALIAS_OF.get(key) ?? ALIAS_OF.get(singular(key));
    add(alias?.key ?? key, true, placeOf(read, from, to), alias?.shown);
  };
  const pairs = namePairs(texts);
  for (const read of texts) {
    const { words } = read;
    const isTaken = new Uint8Array(words.length);
    for (let i = 0; i < words.length; i++) {
      const isPair =
        i + 1 < words.length &&
        !words[i + 1]!.breaks &&
        isCapital(words[i]!) &&
        words[i + 1]!.stands === 'capital' &&
        pairs.has(`${words[i]!.key} ${words[i + 1]!.key}`);
      if ((!isPair && !isName(words[i]!.key)) || isTitle(words, i, isName)) continue;
      let end = nameEnd(words, i, isName);
      // "Russian General Accuses": a title that no name follows is no part of one.
      while (end - i > 1 && TITLES.has(words[end - 1]!.key)) end--;
      addName(read, nameStart(words, i, end), end);
      // The Russian Defense Ministry stands for Russia too.
      if (end - i > 1 && BELONGING.test(words[i]!.key)) addName(read, i, i + 1);
      isTaken.fill(1, i, end);
      i = end - 1;
    }
    for (const [from, to] of runsOf(words)) {
      for (let last = from; last < to; last++) {
        const head = words[last]!.key;
        if (isTaken[last] === 1 || head.length < MIN_LETTERS || !isNoun(singular(head))) continue;
        let key = singular(head);
        add(key, false, placeOf(read, last, last + 1));
        for (let first = last - 1; first >= from && last - first < MAX_RUN - 1; first--) {
          if (commentsOf(words[first]!.key) < minComments) break;
          key = `${words[first]!.key} ${key}`;
          add(key, false, placeOf(read, first, last + 1));
        }
      }
    }
  }
  return [...phrases].map(([key, { names, places, shown }]) => ({
    key,
    isName: 2 * names > places.length,
    places,
    shown,
  }));
}

/** They begin no name, whatever follows. */
const BARE: ReadonlySet<string> = new Set([...DETERMINERS, ...PREPOSITIONS, ...AUXILIARIES, ...CAPITALISED]);
/** Are all words in capitals, and more than abbreviations? */
const isShouted = (form: string) => form === form.toUpperCase() && /\p{Lu}{4}/u.test(form);
const isCapital = ({ stands }: Word) => stands === 'capital' || stands === 'opening';

/** Returns the pairs of words that begin a name within a sentence: "New York", "Let's Encrypt", though "new" and "let's" begin none by themselves. */
function namePairs(texts: readonly ReadText[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { text, words } of texts) {
    for (let i = 0; i + 1 < words.length; i++) {
      const [word, next] = [words[i]!, words[i + 1]!];
      if (word.stands !== 'capital' || next.stands !== 'capital' || next.breaks || word.isPossessive) continue;
      if (isShouted(text.slice(word.start, next.end))) continue;
      if (BARE.has(word.key) || TITLES.has(word.key)) continue;
      if (!CLOSED.has(word.key) || !CLOSED.has(next.key)) pairs.add(`${word.key} ${next.key}`);
    }
  }
  return pairs;
}

/** Does a title stand before the name of its bearer? */
const isTitle = (words: readonly Word[], i: number, isName: (key: string) => boolean): boolean =>
  TITLES.has(words[i]!.key) && i + 1 < words.length && !words[i + 1]!.breaks && isName(words[i + 1]!.key);

/** Returns where a name begins behind what its bearer is: "Attorney General John Ashcroft". */
function nameStart(words: readonly Word[], from: number, end: number): number {
  for (let i = end - 2; i > from; i--) if (TITLES.has(words[i]!.key)) return i + 1;
  return from;
}

/** Returns where a name ends that begins with a word: names in a row, and joined by "of" and its like. */
function nameEnd(words: readonly Word[], from: number, isName: (key: string) => boolean): number {
  let end = from + 1;
  while (end < words.length && end - from < MAX_NAME_WORDS && !words[end - 1]!.isPossessive) {
    const word = words[end]!;
    if (word.breaks) break;
    // "Mill Lane", though a lane is no name by itself.
    if (word.stands === 'capital' ? !CAPITALISED.has(word.key) : isName(word.key) && word.stands !== 'lower') end++;
    else if (
      NAME_JOINERS.has(word.key) &&
      end + 1 < words.length &&
      !words[end + 1]!.breaks &&
      words[end + 1]!.stands === 'capital' &&
      isName(words[end + 1]!.key)
    )
      end += 2;
    else break;
  }
  return end;
}

function placeOf({ text, words, comment }: ReadText, from: number, to: number): Place {
  const { start, breaks } = words[from]!;
  const { end } = words[to - 1]!;
  return { comment, start, end, form: text.slice(start, end), hasThe: !breaks && words[from - 1]?.key === 'the' };
}

/** Returns a function that answers each word once. */
export function memo<T>(of: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = of(key);
      known.set(key, value);
    }
    return value;
  };
}
