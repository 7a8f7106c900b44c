import { fromLeet } from './leet.ts';
import { fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { normOf } from './tokenize.ts';

/** A text without any of this hides no word: it is all of ASCII, with no letter three times, no lone letters in a row, and no digit or sign amid letters. */
const MAY_HIDE = /[^\0-\x7f]|([a-z])\1\1|[a-z][ ._*-][a-z][ ._*-][a-z]|[a-z][0-9$@]|[0-9$@][a-z]/i;
const NO_LETTER = /[^\p{L}\p{N}]/gu;
const LETTER = /\p{L}/gu;
const REPEATED = /(\p{L})\1+/gu;
/** A digit stands in for a letter in words of this many signs, two of them letters: `4k` and `m3` hide nothing. */
const [MIN_LEET, MIN_LETTERS] = [4, 2];

/**
 * Returns a text with its disguised words in plain letters, as the lexical scorer reads them: look-alikes of other scripts,
 * spelt-out words (`i.d.i.o.t`), letters drawn out (`idioooot`), and digits and signs for letters (`1d10t`) where that
 * makes a word. All else stays as it was written. Linear in its length.
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
  if (isWord(small)) return null;
  const norm = normOf(scanner);
  const readings = [norm, ...fromDigits(norm)];
  const found = [...readings, ...readings.map((word) => word.replace(REPEATED, '$1'))].find(isWord);
  if (found !== undefined) return found === small ? null : found;
  return scanner.isSpelled || lettersOf(norm) !== lettersOf(small) ? norm : null;
}

const fromDigits = (word: string): string[] =>
  word.length >= MIN_LEET && (word.match(LETTER)?.length ?? 0) >= MIN_LETTERS ? [fromLeet(word)] : [];

const lettersOf = (word: string) => word.replace(NO_LETTER, '');
