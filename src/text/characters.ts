import { ENDS_WORD, SIGN, WHITE_SPACE } from '../kernels/scan.ts';

// Classes of a character, as the tokenizer tells them apart.
/** White space, and control and format characters. */
export const SPACE = 0;
/** Letters, marks that belong to them, and the underscore. */
export const LETTER = 1;
/** Numbers of any script. */
export const DIGIT = 2;
/** The apostrophe of ASCII, to which the others are folded. */
export const APOSTROPHE = 3;
/** Signs that stand in for letters inside a word: f*ck, a$$, b@d. */
export const STAND_IN = 4;
/** Every other character: punctuation, symbols, emoji. */
export const OTHER = 5;
/** Not looked up yet, or half a pair of surrogates. */
const UNKNOWN = 6;

const LETTER_OR_MARK = /^[\p{L}\p{M}]$/u;
const DECIMAL = /^\p{N}$/u;
const BLANK = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u;

/** By UTF-16 unit; those beyond ASCII are looked up when they are first met. */
const CLASSES = new Uint8Array(0x10000).fill(UNKNOWN);
for (let code = 0; code < 0x80; code++) CLASSES[code] = asciiClass(String.fromCharCode(code));

function asciiClass(character: string): number {
  if (/[a-z_]/i.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (character === "'") return APOSTROPHE;
  if (/[*$@]/.test(character)) return STAND_IN;
  return character <= ' ' || character === '\x7f' ? SPACE : OTHER;
}

/** Returns the class of the character that starts at a UTF-16 offset; `SPACE` behind the end. */
export function classAt(units: Uint16Array, at: number): number {
  if (at >= units.length) return SPACE;
  const known = CLASSES[units[at]!]!;
  return known === UNKNOWN ? readClass(units, at) : known;
}

/** Returns the class of a character of one UTF-16 unit; of half a pair of surrogates `OTHER`. */
export function classOf(unit: number): number {
  const known = CLASSES[unit]!;
  return known === UNKNOWN ? readClass(Uint16Array.of(unit), 0) : known;
}

/** Returns how many UTF-16 units the character has that starts at an offset: 1 or 2. */
export function widthAt(units: Uint16Array, at: number): number {
  return isPair(units[at]!, units[at + 1]) ? 2 : 1;
}

function isPair(high: number, low: number | undefined): boolean {
  return (high & 0xfc00) === 0xd800 && low !== undefined && (low & 0xfc00) === 0xdc00;
}

function readClass(units: Uint16Array, at: number): number {
  const unit = units[at]!;
  const isAlone = !isPair(unit, units[at + 1]);
  const result = characterClass(String.fromCharCode(unit, ...(isAlone ? [] : [units[at + 1]!])));
  if ((unit & 0xf800) !== 0xd800) CLASSES[unit] = result;
  return result;
}

function characterClass(character: string): number {
  if (LETTER_OR_MARK.test(character)) return LETTER;
  if (DECIMAL.test(character)) return DIGIT;
  return BLANK.test(character) ? SPACE : OTHER;
}

function scanClass(code: number): number {
  const kind = classAt(Uint16Array.of(code), 0);
  const isSign = kind === APOSTROPHE || (kind === OTHER && code !== '#'.charCodeAt(0));
  return (kind === SPACE ? ENDS_WORD | WHITE_SPACE : 0) | (kind === OTHER ? ENDS_WORD : 0) | (isSign ? SIGN : 0);
}

/** The classes of the scan kernels, (128) by code of ASCII. */
export const SCAN_CLASSES: Uint8Array = Uint8Array.from({ length: 0x80 }, (_, code) => scanClass(code));
