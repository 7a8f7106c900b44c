import { allocateUnits } from './short-arrays.ts';

/**
 * A text folded to the form that features are read from, with the way back to the original.
 * Folded unit `i` came from the original UTF-16 units `starts[i]` (inclusive) to `ends[i]` (exclusive);
 * both are null where the folded text has the same offsets as the original.
 */
export interface FoldedText {
  /** UTF-16 units; to read an array is quicker than to ask a string for them. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array | null;
  readonly ends: Uint32Array | null;
}

/** Letters of other scripts that pass for a Latin one (Unicode TR39 confusables, the ones seen in disguised words). */
const HOMOGLYPHS = new Map<string, string>(
  [
    'аa вb еe ёe кk мm нh оo рp сc тt уy хx іi їi јj ѕs ԁd ԛq ԝw һh ӏl гr пn', // Cyrillic
    'αa βb εe ηn ιi κk νv οo ρp τt υu χx ωw', // Greek
    'ɑa ɡg ɪi ʏy ʀr ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz', // phonetic Latin
  ]
    .join(' ')
    .split(' ')
    .map((pair) => [[...pair][0]!, [...pair][1]!]),
);

const PUNCTUATION = new Map<string, string>([
  ...[...'’‘ʼ‛`´′＇'].map((c) => [c, "'"] as const),
  ...[...'“”„‟«»″'].map((c) => [c, '"'] as const),
  ...[...'‐‑‒–—―−'].map((c) => [c, '-'] as const),
]);

const OTHER_SCRIPT = /[\u0250-\u02af\u0370-\u052f\u1d00-\u1d7f\ua700-\ua7ff]/;
const LETTER_RUN = /[\p{L}\p{M}\p{Cf}]+/gu;
const INVISIBLE = /^(?:\p{Cf}|[\u0300-\u036f]|[\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f])$/u;
const ENDS_IN_PICTOGRAPH = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const ZERO_WIDTH_JOINER = 0x200d;

const encoder = new TextEncoder();
const bytes = new Uint8Array(4096);
/** By code of ASCII, that of its small letter. */
const SMALL = Uint8Array.from({ length: 0x80 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/**
 * Returns a text folded: lower case, compatibility forms (NFKC), Latin letters without their marks, typographic quotes
 * and dashes as ASCII, look-alike letters inside Latin words as the letters they pass for, invisible characters gone.
 * Any string will do, lone surrogates included; linear in its length.
 */
export function fold(text: string): FoldedText {
  const units = allocateUnits(text.length);
  const ascii = foldBytes(text, units);
  if (ascii === text.length) return { units, starts: null, ends: null };
  const folding = new Folding(units, ascii);
  const disguised = OTHER_SCRIPT.test(text) ? mixedScriptRuns(text) : null;
  let i = folding.addAscii(text, ascii);
  while (i < text.length) {
    const code = text.codePointAt(i)!;
    const width = code > 0xffff ? 2 : 1;
    const joins = code === ZERO_WIDTH_JOINER && ENDS_IN_PICTOGRAPH.test(text.slice(Math.max(0, i - 2), i));
    folding.add(joins ? '\u200d' : foldCodePoint(code, disguised?.[i] === 1), i, i + width);
    i = folding.addAscii(text, i + width);
  }
  return folding.folded();
}

/** Returns folded units as a string. */
export function textOf(units: Uint16Array): string {
  let text = '';
  // Not more at once than the stack takes.
  for (let at = 0; at < units.length; at += 4096)
    text += String.fromCharCode.apply(null, units.subarray(at, at + 4096) as unknown as number[]);
  return text;
}

/** Folds the characters of ASCII that a text starts with, 4,096 at most, to `out`, and returns how many they are. */
function foldBytes(text: string, out: Uint16Array): number {
  // To ask an array for bytes is quicker than to ask a string for characters.
  const { written } = encoder.encodeInto(text, bytes);
  let i = 0;
  for (; i < written; i++) {
    const byte = bytes[i]!;
    if (byte > 0x7f) break;
    out[i] = SMALL[byte]!;
  }
  return i;
}

/**
 * Folds characters of ASCII from offset `from` on to `out` from `at` on, and returns the offset of the first other one.
 */
function foldAscii(text: string, from: number, out: Uint16Array, at: number): number {
  let i = from;
  for (let to = at; i < text.length; i++, to++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) break;
    out[to] = SMALL[code]!;
  }
  return i;
}

/** The folded units as they come. */
class Folding {
  #units: Uint16Array<ArrayBuffer>;
  #length: number;
  /** Null while each unit stands where it stood: a curly quote is one unit for one. */
  #starts: Uint32Array<ArrayBuffer> | null = null;
  #ends: Uint32Array<ArrayBuffer> | null = null;

  /** @param length of `units`, those that are folded already. */
  constructor(units: Uint16Array<ArrayBuffer>, length: number) {
    this.#units = units;
    this.#length = length;
  }

  /** Adds characters of ASCII from offset `from` on and returns the offset of the first other one. */
  addAscii(text: string, from: number): number {
    if (this.#starts === null) {
      const to = foldAscii(text, from, this.#units, this.#length);
      this.#length += to - from;
      return to;
    }
    let i = from;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      this.#push(SMALL[code]!, i, i + 1);
    }
    return i;
  }

  /** Adds what the original units from `start` to `end` fold to. */
  add(folded: string, start: number, end: number): void {
    if (folded === '') this.#offsets().ends[this.#length - 1] = end;
    // Unit by unit where one character stays one: two that a pair of surrogates folds to (🄀 to 0.) both are all of it.
    const isWhole = folded.length === end - start && (folded.length === 1 || folded.codePointAt(0)! > 0xffff);
    for (let k = 0; k < folded.length; k++)
      this.#push(folded.charCodeAt(k), isWhole ? start + k : start, isWhole ? start + k + 1 : end);
  }

  folded(): FoldedText {
    const [length, starts, ends] = [this.#length, this.#starts, this.#ends];
    return {
      units: this.#units.subarray(0, length),
      starts: starts === null ? null : starts.subarray(0, length),
      ends: ends === null ? null : ends.subarray(0, length),
    };
  }

  #push(unit: number, start: number, end: number): void {
    const at = this.#length++;
    if (at === this.#units.length) this.#units = longer(this.#units, Uint16Array);
    this.#units[at] = unit;
    if (this.#starts === null && start === at && end === at + 1) return;
    const { starts, ends } = this.#offsets();
    starts[at] = start;
    ends[at] = end;
  }

  #offsets() {
    let [starts, ends] = [this.#starts, this.#ends];
    if (starts === null || ends === null) {
      starts = new Uint32Array(this.#units.length);
      ends = new Uint32Array(this.#units.length);
      for (let i = 0; i < this.#length; i++) {
        starts[i] = i;
        ends[i] = i + 1;
      }
    }
    if (starts.length < this.#length) [starts, ends] = [longer(starts, Uint32Array), longer(ends, Uint32Array)];
    [this.#starts, this.#ends] = [starts, ends];
    return { starts, ends };
  }
}

function longer<A extends Uint16Array | Uint32Array>(array: A, Kind: new (length: number) => A): A {
  const copy = new Kind(2 * array.length + 32);
  copy.set(array);
  return copy;
}

/** Returns 1 for every unit of the letter runs that hold a Latin letter: only there is a look-alike a disguise. */
function mixedScriptRuns(text: string): Uint8Array {
  const marks = new Uint8Array(text.length);
  for (const run of text.matchAll(LETTER_RUN)) {
    if (/[a-z]/i.test(run[0])) marks.fill(1, run.index, run.index + run[0].length);
  }
  return marks;
}

const cache = new Map<number, string>();
const MAX_CACHED = 8192;

function foldCodePoint(code: number, disguised: boolean): string {
  const key = disguised ? -code : code;
  let folded = cache.get(key);
  if (folded === undefined) {
    folded = foldRareCodePoint(String.fromCodePoint(code), disguised);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, folded);
  }
  return folded;
}

function foldRareCodePoint(character: string, disguised: boolean): string {
  if (INVISIBLE.test(character)) return '';
  const punctuation = PUNCTUATION.get(character);
  if (punctuation !== undefined) return punctuation;
  const lower = character.normalize('NFKC').toLowerCase();
  if (disguised) {
    const latin = HOMOGLYPHS.get(lower.normalize('NFD')[0]!);
    if (latin !== undefined) return latin;
  }
  const plain = lower.replace(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD')[0]!);
  if (plain.length === 1) return plain;
  // Some compatibility forms bring a mark of their own along; a spacing mark (˘ ﹉) is nothing but a space and that.
  const visible = [...plain].filter((c) => !INVISIBLE.test(c)).join('');
  return visible.trim() === '' ? character : visible;
}
