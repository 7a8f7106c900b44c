import { APOSTROPHE, classAt, DIGIT, LETTER, SPACE, STAND_IN, widthAt } from './characters.ts';
import { isHidden } from './hidden-words.ts';
import { type FoldedText, textOf } from './normalize.ts';

/** Kinds of tokens. */
export const TOKEN_KINDS = ['word', 'number', 'punctuation', 'emoji', 'url', 'mention', 'hashtag'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/**
 * Goes through a folded text from token to token, past white space; linear in its length. Words keep their apostrophes
 * (`don't`) and the signs that stand in for letters (`f**k`), not their hyphens.
 */
export class Scanner {
  readonly units: Uint16Array;
  /** Kind of the token that was reached, its first folded unit, the unit behind its last. */
  kind: TokenKind = 'word';
  from = 0;
  to = 0;
  /** Is it a word with a sign between each two letters: `i d i o t`, `f.o.o.l`? */
  isSpelled = false;
  readonly #starts: Uint32Array | null;
  readonly #ends: Uint32Array | null;
  #text: string | null = null;

  constructor({ units, starts, ends }: FoldedText) {
    this.units = units;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** Goes to the next token from `to` on; says whether there is one. */
  next(): boolean {
    const { units } = this;
    let at = this.to;
    let kind = SPACE;
    while (at < units.length) {
      kind = classAt(units, at);
      if (kind !== SPACE) break;
      at += widthAt(units, at);
    }
    if (at >= units.length) return false;
    this.from = at;
    const spelled = kind === LETTER ? spelledEnd(units, at) : at;
    this.isSpelled = spelled > at;
    this.to = this.isSpelled ? spelled : this.#scan(at, kind);
    if (this.isSpelled) this.kind = 'word';
    return true;
  }

  /** UTF-16 offset of the token's first unit in the text as it was written. */
  get start(): number {
    return this.#starts === null ? this.from : this.#starts[this.from]!;
  }

  /** UTF-16 offset behind its last unit. */
  get end(): number {
    return this.#ends === null ? this.to : this.#ends[this.to - 1]!;
  }

  /** Its folded units, as a string. */
  get folded(): string {
    return this.#folded().slice(this.from, this.to);
  }

  #folded(): string {
    this.#text ??= textOf(this.units);
    return this.#text;
  }

  /** Reads the token that starts at `at`, sets its kind and returns its end. */
  #scan(at: number, kind: number): number {
    const { units } = this;
    const code = units[at]!;
    if (code === H || code === W) {
      this.kind = 'url';
      const end = urlEnd(units, at);
      if (end > at) return end;
    }
    if (code > 0x7f || units[at + 1] === KEYCAP) {
      this.kind = 'emoji';
      EMOJI.lastIndex = at;
      if (EMOJI.test(this.#folded())) return EMOJI.lastIndex;
    }
    this.kind = 'word';
    if (kind === LETTER) return wordEnd(units, at);
    if (kind === DIGIT) {
      const end = digitsEnd(units, at);
      if (classAt(units, end) === LETTER) return wordEnd(units, at);
      this.kind = 'number';
      return end;
    }
    if (code === DOLLAR && classAt(units, at + 1) === LETTER) return wordEnd(units, at);
    if (code === AT || code === HASH) {
      this.kind = code === AT ? 'mention' : 'hashtag';
      const end = nameEnd(units, at + 1);
      if (end > at + 1) return end;
    }
    this.kind = 'punctuation';
    let end = at + widthAt(units, at);
    while (end < units.length && units[end] === code && code < 0x80) end++;
    return end;
  }
}

const codeOf = (character: string) => character.charCodeAt(0);
const [H, T, W, HASH] = [codeOf('h'), codeOf('t'), codeOf('w'), codeOf('#')];
const [AT, DOLLAR, BLANK, STAR] = [codeOf('@'), codeOf('$'), codeOf(' '), codeOf('*')];
const KEYCAP = 0x20e3;

const EMOJI =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\u20e3|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?(?:\u200d\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?)*|[\u{1f3fb}-\u{1f3ff}])/uy;

/** A spelt-out word has at least this many letters; between spaces one more unless it is a hidden one, for `a b c` may stand for itself. */
const MIN_SPELLED = 3;
/** Longer ones end there: several words that are spelt out are one run. */
export const MAX_SPELLED = 160;
/** Signs that stand between the letters of a spelt-out word. */
const SEPARATES = oneOf(' ._-');

/** Returns the end of the spelt-out word that starts at `at` (`i d i o t`, `f.o.o.l`), or `at` where none does. */
function spelledEnd(units: Uint16Array, at: number): number {
  if (at + 1 >= units.length) return at;
  const separator = units[at + 1]!;
  if (SEPARATES[separator] !== 1 || isAlphanumeric(units, at - 1)) return at;
  let end = at + 1;
  let letters = 1;
  while (
    letters < MAX_SPELLED &&
    end < units.length &&
    units[end] === separator &&
    classAt(units, end + 1) === LETTER &&
    widthAt(units, end + 1) === 1 &&
    !isAlphanumeric(units, end + 2)
  ) {
    letters++;
    end += 2;
  }
  if (letters < MIN_SPELLED) return at;
  const isWord = letters > MIN_SPELLED || separator !== BLANK || isHidden(spelledLetters(units, at, end));
  return isWord ? end : at;
}

/** Returns every other unit: the letters of a spelt-out word. */
function spelledLetters(units: Uint16Array, at: number, end: number): string {
  return textOf(units.subarray(at, end).filter((_, i) => i % 2 === 0));
}

function isAlphanumeric(units: Uint16Array, at: number): boolean {
  if (at < 0) return false;
  const kind = classAt(units, at);
  return kind === LETTER || kind === DIGIT || kind === APOSTROPHE;
}

/** Returns the end of the word that starts at `at`: signs and apostrophes belong to it where a letter follows them. */
function wordEnd(units: Uint16Array, at: number): number {
  let [end, isStarred] = [at, false];
  while (end < units.length) {
    const kind = classAt(units, end);
    if (kind === LETTER || kind === DIGIT) {
      end += widthAt(units, end);
      continue;
    }
    if (kind !== APOSTROPHE && kind !== STAND_IN) break;
    let next = end + 1;
    while (kind === STAND_IN && classAt(units, next) === STAND_IN) next++;
    if (classAt(units, next) !== LETTER)
      return kind === STAND_IN && end > at ? starredEnd(units, end, next, isStarred) : end;
    isStarred ||= units[end] === STAR;
    end = next;
  }
  return end;
}

/**
 * Returns the end of a word with signs behind it: `f***` keeps them, `*bold*` and a price do not, for at least two stand
 * in, or one star where others stand in the word (`id**t*c*`).
 */
function starredEnd(units: Uint16Array, end: number, next: number, isStarred: boolean): number {
  const isMasked = next - end >= 2 ? units[end] !== AT : isStarred && units[end] === STAR;
  return isMasked ? next : end;
}

/** Signs between the digits of a number: 1,000, 2.5, 10:30. */
const INSIDE_NUMBERS = oneOf('.,:');

function digitsEnd(units: Uint16Array, at: number): number {
  let end = at;
  while (end < units.length) {
    const isInside = INSIDE_NUMBERS[units[end]!] === 1 && classAt(units, end + 1) === DIGIT;
    if (!isInside && classAt(units, end) !== DIGIT) break;
    end += widthAt(units, end);
  }
  return end;
}

function nameEnd(units: Uint16Array, at: number): number {
  let end = at;
  while (end < units.length) {
    const kind = classAt(units, end);
    if (kind !== LETTER && kind !== DIGIT) break;
    end += widthAt(units, end);
  }
  return end;
}

const URL_STARTS = ['https://', 'http://', 'www.'].map((start) => Uint16Array.from(start, codeOf));
/** Signs that end a URL wherever they stand, and those that it does not end in. */
const BEHIND_URLS = oneOf('<>"');
const NOT_LAST = oneOf('.,!?;:\'")]}*_');

/** Returns the end of the URL that starts at `at`, or `at` where none does. */
function urlEnd(units: Uint16Array, at: number): number {
  // Nearly every word that begins with h or w goes on with another letter.
  if (units[at + 1] !== T && units[at + 1] !== W) return at;
  const start = URL_STARTS.find((codes) => codes.every((code, k) => units[at + k] === code));
  if (start === undefined) return at;
  const from = at + start.length;
  let end = from;
  while (end < units.length && classAt(units, end) !== SPACE && BEHIND_URLS[units[end]!] !== 1) end++;
  while (end > from + 1 && NOT_LAST[units[end - 1]!] === 1) end--;
  return end > from ? end : at;
}

/** Returns a table by code of ASCII: 1 for these signs. */
function oneOf(signs: string): Uint8Array {
  const marks = new Uint8Array(0x80);
  for (const sign of signs) marks[codeOf(sign)] = 1;
  return marks;
}
