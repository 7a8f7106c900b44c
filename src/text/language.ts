import { APOSTROPHE, classOf, DIGIT, LETTER, SPACE, STAND_IN } from './characters.ts';
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
export const MIN_POINTS_ALONE = 3;
const MIN_POINTS_SHORT = 5;
const SHORT = 3;
/** Points a word: a name or a quotation is not enough for a longer text. */
const MIN_DENSITY = 0.33;
/** How many times the points of English. */
const MIN_LEAD = 1.5;
/** The unit before `a`. */
const BEFORE_A = 96;

/**
 * Returns the language of a comment as a BCP 47 code: `en`, another language that is known by its words or its script,
 * `und` where its script is of none that we know, or null where the text does not tell: too short, names, numbers,
 * signs. In doubt it does not tell, so that hardly any English comment is called another language, be it in dialect or
 * in disguise. Any string will do, lone surrogates included; the time is bounded.
 */
export function languageOf(text: string): string | null {
  const length = Math.min(text.length, MAX_UNITS);
  const start = text.slice(0, length);
  const read = MARK.test(start) ? start.normalize('NFC') : start;
  const tally = new Tally(read);
  let opensSentence = true;
  for (let at = 0; at < read.length && !tally.isDone; ) {
    const end = endOfWord(read, at);
    if (end === at) {
      const unit = read.charCodeAt(at);
      opensSentence ||= ENDS_SENTENCE.includes(unit);
      at = OPENS_ADDRESS.includes(unit) ? endOfChunk(read, at) : at + 1;
    } else if (isAddress(read, at, end)) {
      at = endOfChunk(read, end);
    } else {
      tally.add(at, end, opensSentence);
      opensSentence = false;
      at = end;
    }
  }
  return tally.isLatin ? tally.language() : languageOfScript(read);
}

/** What speaks for each language, word by word of a text. */
class Tally {
  readonly #text: string;
  /** By language, in the order of `LANGUAGES`. */
  readonly #points = new Array<number>(LANGUAGES.length).fill(0);
  #english = 0;
  #foreign = 0;
  #words = 0;
  /** Letters of words in the Latin script, less those of words in others. */
  #latin = 0;
  /** The words that spoke for another language: to repeat one makes no language. */
  readonly #heard: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get isLatin(): boolean {
    return this.#latin >= 0;
  }

  /** Says whether further words would change nothing. */
  get isDone(): boolean {
    return this.#words >= MAX_WORDS || (this.#foreign === 0 && this.#english >= SURE_POINTS);
  }

  /** Takes the next word. A capital letter makes a name of it, unless it opens a sentence. */
  add(start: number, end: number, opensSentence: boolean): void {
    const text = this.#text;
    if (!isLatin(text, start, end)) {
      // A sign of an emoji is a mark without a letter.
      if (!HAS_LETTER.test(text.slice(start, end))) return;
      this.#words++;
      this.#latin -= end - start;
      return;
    }
    this.#latin += end - start;
    const isName = !opensSentence && isCapitalised(text, start, end);
    const { languages, points, english, foreign } = evidenceOf(text, start, end, isName);
    if (foreign > 0) {
      const small = text.slice(start, end).toLowerCase();
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
    return LANGUAGES[this.#points.indexOf(Math.max(...this.#points))]!;
  }
}

const HAS_LETTER = /\p{L}/u;
const MARK = /[\u0300-\u036f]/;
const unitsOf = (signs: string) => Array.from(signs, (sign) => sign.charCodeAt(0));
const ENDS_SENTENCE = unitsOf('.!?:…\n');
/** Mentions and hashtags are of no language. */
const OPENS_ADDRESS = unitsOf('@#');
const [COLON, DOT, CURLY_APOSTROPHE] = unitsOf(':.’');

function isAddress(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (next === COLON) return /^https?$/i.test(text.slice(start, end));
  return next === DOT && /^www$/i.test(text.slice(start, end));
}

/** Says whether the first letter of a word is a capital one, and the second is not. */
function isCapitalised(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  // Nearly every word.
  if (first > BEFORE_A && first <= BEFORE_A + 26) return false;
  const [letter, next] = text.slice(start, Math.min(end, start + 4));
  return next !== undefined && letter !== letter!.toLowerCase() && next === next.toLowerCase();
}

/** Returns the offset of the next white space. */
function endOfChunk(text: string, start: number): number {
  let end = start;
  while (end < text.length && classOf(text.charCodeAt(end)) !== SPACE) end++;
  return end;
}

/** Returns the offset behind the word that starts at an offset, or that offset where none does. */
function endOfWord(text: string, start: number): number {
  if (classOf(text.charCodeAt(start)) !== LETTER) return start;
  let end = start + 1;
  while (end < text.length && goesOn(text, end)) end++;
  return end;
}

/** Says whether a word goes on: with letters, apostrophes between them, and what stands in for letters (1d10t). */
function goesOn(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const kind = classOf(unit);
  if (kind === LETTER || kind === DIGIT || kind === STAND_IN) return true;
  const joins = kind === APOSTROPHE || unit === CURLY_APOSTROPHE;
  return joins && at + 1 < text.length && classOf(text.charCodeAt(at + 1)) === LETTER;
}
