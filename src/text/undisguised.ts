import { isHidden, unstarred } from './hidden-words.ts';
import { fromLeet } from './leet.ts';
import { fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { normOf } from './tokenize.ts';

/** A text without any of this hides no word: it is all of ASCII, with no letter three times, no lone letters in a row, and no digit, sign or star amid letters. */
const MAY_HIDE = /[^\0-\x7f]|([a-z])\1\1|[a-z][ ._*-][a-z][ ._*-][a-z]|[a-z][0-9$@*]|[0-9$@][a-z]/i;
const NO_LETTER = /[^\p{L}\p{N}]/gu;
const LETTER = /\p{L}/gu;
const HAS_LETTER = /\p{L}/u;
const DOUBLED = /(\p{L})\1/gu;
/** A digit stands in for a letter of any word in words of this many signs, two of them letters, one in longer words: `4k` and `m3` hide nothing. */
const [MIN_LEET, MIN_LETTERS] = [4, 2];
/** Doubled letters of a word that was drawn out, of which each may have been one: more are left as they are. */
const MAX_DOUBLED = 4;
const NUMBERED = /^\p{L}+\d+$/u;
/** The words of one letter. */
const SHORTEST = ['a', 'i'];

/**
 * Returns a text with its disguised words in plain letters, as the lexical scorer reads them: look-alikes of other scripts,
 * spelt-out words (`i.d.i.o.t`), letters drawn out (`idioooot`), digits and signs for letters (`1d10t`), and stars
 * (`id**t`), where that makes a word. All else stays as it was written. Linear in its length.
 * @param isWord whether a word in small letters is a known one
 */
export function undisguised(text: string, isWord: (word: string) => boolean): string {
  if (!MAY_HIDE.test(text)) return text;
  const scanner = new Scanner(fold(text));
  let [plain, from] = ['', 0];
  while (scanner.next()) {
    if (scanner.kind !== 'word') continue;
    const { start, end } = scanner;
    const hidden = hiddenWord(text.slice(start, end), scanner, isWord);
    if (hidden === null) continue;
    plain += text.slice(from, start) + hidden;
    from = end;
  }
  return plain + text.slice(from);
}

/** Returns the word that a written one hides, which a scanner has reached; null where it hides none. */
function hiddenWord(written: string, scanner: Scanner, isWord: (word: string) => boolean): string | null {
  const small = written.toLowerCase();
  if (isWord(small) || isHidden(small)) return null;
  const norm = normOf(scanner);
  const { isSpelled } = scanner;
  const found = plainWords(norm, { isSpelled, isShortened: norm.length < small.length }, isWord);
  if (found !== null) return found === small ? null : found;
  return isSpelled || lettersOf(norm) !== lettersOf(small) ? norm : null;
}

/** How a word was written: letter by letter with signs between them, with more units than its norm has. */
interface Spelling {
  readonly isSpelled: boolean;
  readonly isShortened: boolean;
}

/**
 * Returns the known word that a norm is or hides: digits, signs and stars stand for letters. Of a shortened one doubled
 * letters may be one, and a spelt-out one may be several words, which have blanks between them then. Null where none is
 * known.
 */
export function plainWords(
  norm: string,
  { isSpelled, isShortened }: Spelling,
  isWord: (word: string) => boolean,
): string | null {
  const isKnown = (word: string) => isWord(word) || isHidden(word);
  // Nearly every word is known as it stands.
  if (isKnown(norm)) return norm;
  const ways = isShortened ? undoubled : (word: string) => [word];
  const signs = [norm, unstarred(norm) ?? norm, norm.replaceAll('*', '')].flatMap(ways).find(isKnown);
  const isLeet = hasManyLetters(norm) ? isKnown : isHidden;
  const found = signs ?? fromDigits(norm).flatMap(ways).find(isLeet);
  return found ?? (isSpelled ? parted(norm, isKnown) : null);
}

/** Says whether digits of a word stand in for letters of any word, not only of those that are hidden. */
function hasManyLetters(word: string): boolean {
  const letters = word.match(LETTER)?.length ?? 0;
  return word.length >= MIN_LEET && letters >= (word.length > MIN_LEET ? 1 : MIN_LETTERS);
}

/** Returns what a word reads where its digits are letters: a one may be an i or an l. Digits behind a word are a number. */
function fromDigits(word: string): string[] {
  return NUMBERED.test(word) || !HAS_LETTER.test(word) ? [] : [fromLeet(word), fromLeet(word.replaceAll('1', 'l'))];
}

/** Returns a word, and all that it may have been before its doubled letters were drawn out; the least changed first. */
function undoubled(word: string): string[] {
  const count = word.match(DOUBLED)?.length ?? 0;
  if (count === 0 || count > MAX_DOUBLED) return [word];
  const ways = Array.from({ length: 2 ** count }, (_, way) => way).sort((a, b) => ones(a) - ones(b));
  return ways.map((way) => {
    let nth = 0;
    return word.replace(DOUBLED, (pair, letter: string) => ((way >> nth++) & 1 ? letter : pair));
  });
}

const ones = (bits: number): number => (bits === 0 ? 0 : (bits & 1) + ones(bits >> 1));

/** Letters of a spelt-out word that is known; runs of more letters than `MANY` are several words, of which some may be unknown. */
const [LONGEST, MANY] = [24, 12];

/**
 * Returns spelt-out letters as the fewest words that they are, or null: nothing says where one ends and another begins.
 * Letters of a long run that are part of no known word stay together.
 */
function parted(letters: string, isWord: (word: string) => boolean): string | null {
  const isLong = letters.length > MANY;
  const best: { readonly words: readonly string[]; readonly cost: number }[] = [{ words: [], cost: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    best[end] = { words: [], cost: Number.POSITIVE_INFINITY };
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const word = letters.slice(start, end);
      const isPart = word.length > 1 ? isWord(word) : SHORTEST.includes(word);
      if (!isPart && !isLong) continue;
      const cost = best[start]!.cost + (isPart ? 1 : MANY + word.length);
      if (cost < best[end]!.cost) best[end] = { words: [...best[start]!.words, word], cost };
    }
  }
  const { words } = best[letters.length]!;
  return words.length > 0 ? words.join(' ') : null;
}

const lettersOf = (word: string) => word.replace(NO_LETTER, '');
