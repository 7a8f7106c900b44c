/**
 * A text folded to the form that features are read from, with the way back to the original.
 * Folded unit `i` came from the original UTF-16 units `starts[i]` (inclusive) to `ends[i]` (exclusive);
 * both are null where the folded text has the same offsets as the original.
 */
export interface FoldedText {
  readonly text: string;
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
    .map((pair) => [[...pair][0] as string, [...pair][1] as string]),
);

const PUNCTUATION = new Map<string, string>([
  ...[...'’‘ʼ‛`´′＇'].map((c) => [c, "'"] as const),
  ...[...'“”„‟«»″'].map((c) => [c, '"'] as const),
  ...[...'‐‑‒–—―−'].map((c) => [c, '-'] as const),
]);

const NON_ASCII = /[^\0-\x7f]/;
const OTHER_SCRIPT = /[\u0250-\u02af\u0370-\u052f\u1d00-\u1d7f\ua700-\ua7ff]/;
const LETTER_RUN = /[\p{L}\p{M}\p{Cf}]+/gu;
const INVISIBLE = /^(?:\p{Cf}|[\u0300-\u036f]|[\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f])$/u;
const PICTOGRAPH = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const ZERO_WIDTH_JOINER = 0x200d;

/**
 * Folds a text: lower case, compatibility forms (NFKC), Latin letters without their marks, typographic quotes and
 * dashes as ASCII, look-alike letters inside Latin words as the letters they pass for, invisible characters gone.
 * Takes any string, lone surrogates included; linear in its length.
 */
export function fold(text: string): FoldedText {
  if (!NON_ASCII.test(text)) return { text: text.toLowerCase(), starts: null, ends: null };
  const disguised = OTHER_SCRIPT.test(text) ? mixedScriptRuns(text) : null;
  const parts: string[] = [];
  // An original unit folds to at most 18 units (U+FDFA), which is too rare to reserve for: grow as needed.
  let starts = new Uint32Array(text.length + 32);
  let ends = new Uint32Array(text.length + 32);
  let length = 0;
  let previousIsPictograph = false;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) as number;
    const width = code > 0xffff ? 2 : 1;
    const joinsEmoji = code === ZERO_WIDTH_JOINER && previousIsPictograph;
    const folded = joinsEmoji ? '\u200d' : foldCodePoint(code, disguised?.[i] === 1);
    if (folded === '' && length > 0) ends[length - 1] = i + width;
    if (length + folded.length > starts.length) {
      starts = grow(starts);
      ends = grow(ends);
    }
    for (let k = 0; k < folded.length; k++) {
      // A character that is kept whole keeps its surrogates apart, so that slices fall between them as before.
      const same = folded.length === width;
      starts[length] = same ? i + k : i;
      ends[length] = same ? i + k + 1 : i + width;
      length++;
    }
    parts.push(folded);
    if (code > 0x7f) previousIsPictograph = PICTOGRAPH.test(String.fromCodePoint(code));
    else previousIsPictograph = false;
    i += width;
  }
  return { text: parts.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

/** Marks every unit of the letter runs that hold a Latin letter: only there is a look-alike a disguise. */
function mixedScriptRuns(text: string): Uint8Array {
  const marks = new Uint8Array(text.length);
  for (const run of text.matchAll(LETTER_RUN)) {
    if (/[a-z]/i.test(run[0])) marks.fill(1, run.index, run.index + run[0].length);
  }
  return marks;
}

const cache = new Map<number, string>();
const CACHE_LIMIT = 8192;

function foldCodePoint(code: number, disguised: boolean): string {
  if (code < 0x80) return String.fromCharCode(code >= 65 && code <= 90 ? code + 32 : code);
  const key = disguised ? -code : code;
  let folded = cache.get(key);
  if (folded === undefined) {
    folded = foldRareCodePoint(String.fromCodePoint(code), disguised);
    if (cache.size >= CACHE_LIMIT) cache.clear();
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
    const latin = HOMOGLYPHS.get(lower.normalize('NFD')[0] as string);
    if (latin !== undefined) return latin;
  }
  const plain = lower.replace(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD')[0] as string);
  if (plain.length === 1) return plain;
  // Some compatibility forms bring a mark of their own along; a spacing mark (˘ ﹉) is nothing but a space and that.
  const visible = [...plain].filter((c) => !INVISIBLE.test(c)).join('');
  return visible.trim() === '' ? character : visible;
}

function grow(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
