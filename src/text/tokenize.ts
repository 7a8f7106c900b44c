import { type FoldedText, fold } from './normalize.ts';

export const TOKEN_KINDS = ['word', 'number', 'punctuation', 'emoji', 'url', 'mention', 'hashtag'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A token of a text: `text.slice(start, end)` is what the reader wrote, `norm` its folded form. */
export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset behind the last unit. */
  readonly end: number;
  /**
   * Folded: lower case, no disguise of single characters, letters repeated three times and more cut to two, spelt-out
   * words (`i.d.i.o.t`) joined.
   */
  readonly norm: string;
}

const SPACE = 0;
const LETTER = 1;
const DIGIT = 2;
const APOSTROPHE = 3;
/** Signs that stand in for letters inside a word: f*ck, a$$, b@d. */
const STAND_IN = 4;
const OTHER = 5;

const ASCII_CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z_]/i.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (character === "'") return APOSTROPHE;
  if (/[*$@]/.test(character)) return STAND_IN;
  return code <= 32 || code === 127 ? SPACE : OTHER;
});

/** Signs that stand between the letters of a spelt-out word. */
const SEPARATES = Uint8Array.from({ length: 128 }, (_, code) => Number(' ._*-'.includes(String.fromCharCode(code))));

const LETTER_OR_MARK = /^[\p{L}\p{M}]$/u;
const DECIMAL = /^\p{N}$/u;
const BLANK = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u;
const URL_START = /(?:https?:\/\/|www\.)[^\s<>"]/y;
const EMOJI =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\u20e3|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?(?:\u200d\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?)*|[\u{1f3fb}-\u{1f3ff}])/uy;
const URL_LAST = /[^.,!?;:'")\]}*_]/;
const STRETCHED = /(\p{L})\1\1+/gu;

/**
 * Splits a text into tokens in reading order; white space lies between them. Takes any string and is linear in its
 * length. At most `most` tokens are read. Words keep their apostrophes (`don't`) and the signs that stand in for letters (`f**k`), not their hyphens.
 */
export function tokenize(text: string, most = Number.POSITIVE_INFINITY): Token[] {
  const folded = fold(text);
  const source = folded.text;
  const tokens: Token[] = [];
  for (let at = 0; at < source.length && tokens.length < most; ) {
    const kindAt = classAt(source, at);
    if (kindAt === SPACE) {
      at += widthAt(source, at);
      continue;
    }
    const spelled = kindAt === LETTER ? spelledEnd(source, at) : at;
    const [kind, end] = spelled > at ? (['word', spelled] as const) : scan(source, at, kindAt);
    tokens.push(toToken(folded, kind, at, end, spelled > at));
    at = end;
  }
  return tokens;
}

function toToken(folded: FoldedText, kind: TokenKind, from: number, to: number, spelled: boolean): Token {
  const start = folded.starts === null ? from : (folded.starts[from] as number);
  const end = folded.ends === null ? to : (folded.ends[to - 1] as number);
  const written = folded.text.slice(from, to);
  const raw = spelled ? written.replace(SEPARATORS, '') : written;
  return {
    kind,
    start,
    end,
    norm: isStretched(raw) && (kind === 'word' || kind === 'hashtag') ? raw.replace(STRETCHED, '$1$1') : raw,
  };
}

function isStretched(text: string): boolean {
  for (let i = 2; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === text.charCodeAt(i - 1) && code === text.charCodeAt(i - 2)) return true;
  }
  // Letters beyond the basic plane take two units.
  return text.length > 5 && /[\ud800-\udbff]/.test(text);
}

/** A spelt-out word has at least this many letters; between spaces one more, for `a b c` may stand for itself. */
const FEWEST_SPELLED = 3;
const MOST_SPELLED = 40;
const SEPARATORS = /[ ._*-]/g;

/** End of the spelt-out word that starts at `at` (`i d i o t`, `f.o.o.l`), or `at` where none does. */
function spelledEnd(source: string, at: number): number {
  const code = source.charCodeAt(at + 1);
  if (!(code < 0x80) || SEPARATES[code] === 0 || isAlphanumeric(source, at - 1)) return at;
  const separator = source[at + 1];
  let end = at + 1;
  let letters = 1;
  while (
    letters < MOST_SPELLED &&
    source[end] === separator &&
    classAt(source, end + 1) === LETTER &&
    !isAlphanumeric(source, end + 2)
  ) {
    letters++;
    end += 2;
  }
  return letters >= (separator === ' ' ? FEWEST_SPELLED + 1 : FEWEST_SPELLED) ? end : at;
}

function isAlphanumeric(source: string, at: number): boolean {
  if (at < 0) return false;
  const kind = classAt(source, at);
  return kind === LETTER || kind === DIGIT || kind === APOSTROPHE;
}

function scan(source: string, at: number, kindAt: number): [TokenKind, number] {
  const code = source.charCodeAt(at);
  if (code === 104 || code === 119) {
    const end = urlEnd(source, at);
    if (end > at) return ['url', end];
  }
  if (code > 0x7f || kindAt === DIGIT || code === 35 || code === 42) {
    EMOJI.lastIndex = at;
    if (EMOJI.test(source)) return ['emoji', EMOJI.lastIndex];
  }
  if (kindAt === LETTER) return ['word', wordEnd(source, at)];
  if (kindAt === DIGIT) return scanNumber(source, at);
  if (code === 64 || code === 35) {
    const end = nameEnd(source, at + 1);
    if (end > at + 1) return [code === 64 ? 'mention' : 'hashtag', end];
  }
  if (code === 36 && classAt(source, at + 1) === LETTER) return ['word', wordEnd(source, at)];
  let end = at + widthAt(source, at);
  while (end < source.length && source.charCodeAt(end) === code && code < 0x80) end++;
  return ['punctuation', end];
}

/** End of the word that starts at `at`: signs and apostrophes belong to it where a letter follows them. */
function wordEnd(source: string, at: number): number {
  let end = at;
  while (end < source.length) {
    const kind = classAt(source, end);
    if (kind === LETTER || kind === DIGIT) {
      end += source.charCodeAt(end) < 0x80 ? 1 : widthAt(source, end);
      continue;
    }
    if (kind !== APOSTROPHE && kind !== STAND_IN) break;
    let next = end + 1;
    while (kind === STAND_IN && classAt(source, next) === STAND_IN) next++;
    if (classAt(source, next) !== LETTER) return kind === STAND_IN && end > at ? starredEnd(source, end, next) : end;
    end = next;
  }
  return end;
}

/** `f***` keeps its stars, `*bold*` and a price do not: at least two signs stand in for the rest of the word. */
function starredEnd(source: string, end: number, next: number): number {
  return next - end >= 2 && source.charCodeAt(end) !== 64 ? next : end;
}

function scanNumber(source: string, at: number): [TokenKind, number] {
  let end = at;
  let hasLetter = false;
  while (end < source.length) {
    const kind = classAt(source, end);
    if (kind === LETTER) hasLetter = true;
    else if (kind !== DIGIT) {
      const separates = /[.,:]/.test(source[end] as string) && classAt(source, end + 1) === DIGIT && !hasLetter;
      if (!separates) break;
    }
    end += widthAt(source, end);
  }
  return hasLetter ? ['word', wordEnd(source, at)] : ['number', end];
}

function nameEnd(source: string, at: number): number {
  let end = at;
  while (end < source.length) {
    const kind = classAt(source, end);
    if (kind !== LETTER && kind !== DIGIT) break;
    end += widthAt(source, end);
  }
  return end;
}

function urlEnd(source: string, at: number): number {
  URL_START.lastIndex = at;
  if (!URL_START.test(source)) return at;
  let end = URL_START.lastIndex;
  while (end < source.length && classAt(source, end) !== SPACE && !/[<>"]/.test(source[end] as string)) end++;
  while (end > URL_START.lastIndex && !URL_LAST.test(source[end - 1] as string)) end--;
  return end;
}

function classAt(source: string, at: number): number {
  if (at >= source.length) return SPACE;
  const code = source.charCodeAt(at);
  if (code < 0x80) return ASCII_CLASS[code] as number;
  const character = String.fromCodePoint(source.codePointAt(at) as number);
  if (LETTER_OR_MARK.test(character)) return LETTER;
  if (DECIMAL.test(character)) return DIGIT;
  return BLANK.test(character) ? SPACE : OTHER;
}

function widthAt(source: string, at: number): number {
  return (source.codePointAt(at) as number) > 0xffff ? 2 : 1;
}
