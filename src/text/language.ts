import { APOSTROPHE, classAt, DIGIT, LETTER, SPACE, STAND_IN } from './characters.ts';
import { evidenceOf } from './language-evidence.ts';
import { isLatin, languageOfScript } from './language-scripts.ts';
import { LANGUAGES } from './language-words.ts';

/** A text is told by so many UTF-16 units and so many words from its start: to read on costs time and changes little. */
const MAX_UNITS = 1000;
const MAX_WORDS = 40;
/** Points of English from which on a text without any other points is English. */
const SURE_POINTS = 20;
/** Points from which on a text is not English, the same where nothing in it is English, and for so few words. */
const MIN_POINTS = 4;
const MIN_POINTS_ALONE = 3;
const MIN_POINTS_SHORT = 5;
const SHORT = 3;
/** Points a word: a name or a quotation is not enough for a longer text. */
const MIN_DENSITY = 0.33;
/** How many times the points of English. */
const MIN_LEAD = 1.5;
/** The bit that small letters have and capital ones lack, and the unit before `a`. */
const CASE = 32;
const BEFORE_A = 96;

/**
 * Returns the language of a comment as a BCP 47 code: `en`, another language that is known by its words or its script,
 * `und` where its script is of none that we know, or null where the text does not tell: too short, names, numbers,
 * signs. In doubt it does not tell, so that hardly any English comment is called another language, be it in dialect or
 * in disguise. Any string will do, lone surrogates included; the time is bounded.
 */
export function languageOf(text: string): string | null {
  const start = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
  if (isPlainlyEnglish(start)) return LANGUAGES[0];
  const read = MARK.test(start) ? start.normalize('NFC') : start;
  const tally = new Tally();
  let opensSentence = true;
  for (let at = 0; at < read.length && !tally.isDone; ) {
    const end = endOfWord(read, at);
    if (end === at) {
      opensSentence ||= ENDS_SENTENCE.includes(read[at]!);
      at = OPENS_ADDRESS.includes(read[at]!) ? endOfChunk(read, at) : at + 1;
    } else if (isAddress(read, at, end)) {
      at = endOfChunk(read, end);
    } else {
      tally.add(read.slice(at, end), opensSentence);
      opensSentence = false;
      at = end;
    }
  }
  return tally.isLatin ? tally.language() : languageOfScript(read);
}

/** Words that English comments are full of and that no other language has, as keys. */
const TELLING = new Set(
  `and the that this they them their these those then than there what which why who with would could should about
  know think only from being you your our she his him were very where out`
    .split(/\s+/)
    .map(keyOf),
);
/** Letters of a key, which has five bits for each: longer words have none. */
const MAX_KEYED = 6;

/**
 * Says whether a text has two different telling words: most comments are told by that. It is asked of every comment, so
 * it reads units and makes no strings.
 */
function isPlainlyEnglish(text: string): boolean {
  let [first, key, letters] = [0, 0, 0];
  for (let at = 0; at <= text.length; at++) {
    const letter = at < text.length ? (text.charCodeAt(at) | CASE) - BEFORE_A : 0;
    if (letter > 0 && letter <= 26) {
      key = (key << 5) | letter;
      letters++;
      continue;
    }
    if (letters > 2 && letters <= MAX_KEYED && key !== first && TELLING.has(key)) {
      if (first !== 0) return true;
      first = key;
    }
    [key, letters] = [0, 0];
  }
  return false;
}

function keyOf(word: string): number {
  let key = 0;
  for (const letter of word) key = (key << 5) | (letter.charCodeAt(0) - BEFORE_A);
  return key;
}

/** What speaks for each language, word by word. */
class Tally {
  /** By language, in the order of `LANGUAGES`. */
  readonly #points = new Int32Array(LANGUAGES.length);
  #english = 0;
  #foreign = 0;
  #words = 0;
  /** Letters of words in the Latin script, less those of words in others. */
  #latin = 0;
  /** The words that spoke for another language: to repeat one makes no language. */
  readonly #heard: string[] = [];

  get isLatin(): boolean {
    return this.#latin >= 0;
  }

  /** Says whether further words would change nothing. */
  get isDone(): boolean {
    return this.#words >= MAX_WORDS || (this.#foreign === 0 && this.#english >= SURE_POINTS);
  }

  /** Takes the next word. A capital letter makes a name of it, unless it opens a sentence. */
  add(word: string, opensSentence: boolean): void {
    if (!isLatin(word)) {
      // A sign of an emoji is a mark without a letter.
      if (!HAS_LETTER.test(word)) return;
      this.#words++;
      this.#latin -= word.length;
      return;
    }
    this.#latin += word.length;
    const { languages, points, english, foreign } = evidenceOf(word, !opensSentence && isCapitalised(word));
    if (foreign > 0) {
      const small = word.toLowerCase();
      if (this.#heard.includes(small)) return;
      this.#heard.push(small);
    }
    this.#words++;
    this.#english += english;
    this.#foreign += foreign;
    for (let i = 0; i < languages.length; i++) this.#points[languages[i]!]! += points[i]!;
  }

  /** Returns the language that the points name, or null where they name none. */
  language(): string | null {
    const [english, foreign, words] = [this.#english, this.#foreign, this.#words];
    const least = words <= SHORT ? MIN_POINTS_SHORT : english === 0 ? MIN_POINTS_ALONE : MIN_POINTS;
    if (foreign < least || foreign < MIN_DENSITY * words || foreign < MIN_LEAD * english)
      return english > foreign ? LANGUAGES[0] : null;
    const others = this.#points.subarray(1);
    return LANGUAGES[others.indexOf(Math.max(...others)) + 1]!;
  }
}

const HAS_LETTER = /\p{L}/u;
const MARK = /[\u0300-\u036f]/;
const ENDS_SENTENCE = '.!?:…\n';
/** Mentions and hashtags are of no language. */
const OPENS_ADDRESS = '@#';

function isAddress(text: string, start: number, end: number): boolean {
  const next = text[end];
  if (next === ':') return /^https?$/i.test(text.slice(start, end));
  return next === '.' && /^www$/i.test(text.slice(start, end));
}

function isCapitalised(word: string): boolean {
  const [first, second] = word;
  return second !== undefined && first !== first!.toLowerCase() && second === second.toLowerCase();
}

/** Returns the offset of the next white space. */
function endOfChunk(text: string, start: number): number {
  let end = start;
  while (end < text.length && classOf(text, end) !== SPACE) end++;
  return end;
}

/** Returns the offset behind the word that starts at an offset, or that offset where none does. */
function endOfWord(text: string, start: number): number {
  if (classOf(text, start) !== LETTER) return start;
  let end = start + 1;
  while (end < text.length && goesOn(text, end)) end++;
  return end;
}

/** Says whether a word goes on: with letters, apostrophes between them, and what stands in for letters (1d10t). */
function goesOn(text: string, at: number): boolean {
  const kind = classOf(text, at);
  if (kind === LETTER || kind === DIGIT || kind === STAND_IN) return true;
  return (kind === APOSTROPHE || text[at] === '’') && at + 1 < text.length && classOf(text, at + 1) === LETTER;
}

const unit = new Uint16Array(1);

function classOf(text: string, at: number): number {
  unit[0] = text.charCodeAt(at);
  return classAt(unit, 0);
}
