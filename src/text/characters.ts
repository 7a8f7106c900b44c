import { ENDS_WORD, SIGN, WHITE_SPACE } from '../kernels/scan.ts';

/** What a character is to the tokenizer. */
export const SPACE = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const APOSTROPHE = 3;
/** Signs that stand in for letters inside a word: f*ck, a$$, b@d. */
export const STAND_IN = 4;
export const OTHER = 5;
/** Not asked yet, or half a pair of surrogates. */
const UNKNOWN = 6;

const LETTER_OR_MARK = /^[\p{L}\p{M}]$/u;
const DECIMAL = /^\p{N}$/u;
const BLANK = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u;

/** By UTF-16 unit; characters beyond ASCII are asked when they first come. */
const CLASSES = new Uint8Array(0x10000).fill(UNKNOWN);
for (let code = 0; code < 0x80; code++) CLASSES[code] = asciiClass(String.fromCharCode(code));

function asciiClass(character: string): number {
  if (/[a-z_]/i.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (character === "'") return APOSTROPHE;
  if (/[*$@]/.test(character)) return STAND_IN;
  return character <= ' ' || character === '\x7f' ? SPACE : OTHER;
}

/** The class of the character that starts at `at`; space behind the end. */
export function classAt(units: Uint16Array, at: number): number {
  if (at >= units.length) return SPACE;
  const known = CLASSES[units[at]!]!;
  return known === UNKNOWN ? readClass(units, at) : known;
}

/** Units of the character that starts at `at`. */
export function widthAt(units: Uint16Array, at: number): number {
  return isPair(units[at]!, units[at + 1]) ? 2 : 1;
}

function isPair(high: number, low: number | undefined): boolean {
  return (high & 0xfc00) === 0xd800 && low !== undefined && (low & 0xfc00) === 0xdc00;
}

function readClass(units: Uint16Array, at: number): number {
  const unit = units[at]!;
  const isAlone = !isPair(unit, units[at + 1]);
  const found = characterClass(String.fromCharCode(unit, ...(isAlone ? [] : [units[at + 1]!])));
  if ((unit & 0xf800) !== 0xd800) CLASSES[unit] = found;
  return found;
}

function characterClass(character: string): number {
  if (LETTER_OR_MARK.test(character)) return LETTER;
  if (DECIMAL.test(character)) return DIGIT;
  return BLANK.test(character) ? SPACE : OTHER;
}

/** What the scan kernel asks of a character of ASCII. */
function scanClass(code: number): number {
  const found = classAt(Uint16Array.of(code), 0);
  const isSign = found === APOSTROPHE || (found === OTHER && code !== '#'.charCodeAt(0));
  return (found === SPACE ? ENDS_WORD | WHITE_SPACE : 0) | (found === OTHER ? ENDS_WORD : 0) | (isSign ? SIGN : 0);
}

/** What the scan kernel asks of the characters of ASCII, by code. */
export const SCAN_CLASSES: Uint8Array = Uint8Array.from({ length: 0x80 }, (_, code) => scanClass(code));
