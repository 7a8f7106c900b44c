import { BEGINNINGS, ENDINGS, ENGLISH, LANGUAGES, LETTERS, WORDS } from './language-words.ts';

/** What a word says of the language of its text. */
export interface Evidence {
  /** Languages other than English that it speaks for, by index into `LANGUAGES`, and its points for each of them. */
  readonly languages: readonly number[];
  readonly points: readonly number[];
  /** Points for English, and for any other language. */
  readonly english: number;
  readonly foreign: number;
}

/** Points of a word that English texts do not hold, at most, and of one that may be a name. */
const WORD_POINTS = 3;
const NAME_POINTS = 1;
/** Points of a letter that English does not have. */
const LETTER_POINTS = 2;
/** Points of a beginning and of an ending. */
const SHAPE_POINTS = 1;
/** Shorter words have neither. */
const MIN_SHAPED = 4;
/** Longer words, and those with what stands in for letters, say nothing. */
const MAX_WORD_LENGTH = 30;
const DISGUISED = /[\d*$@_]/;

const BEYOND_ASCII = /[^\0-\x7f]/;
/**
 * A letter that English does not have. At the end of a word the others are often left of a sign that was read as other
 * bytes.
 */
const FOREIGN_LETTER = /[ß-öø-ɏ\u1ea0-\u1ef9](?=\p{L})|[ßàáéèêçñóöúüõåøæąęłćşğıțșăőűěůýščžří\u1ea0-\u1ef9]$/u;

/** By points: what a word says that speaks for English alone, or for nothing. */
const ENGLISH_ALONE = Array.from({ length: 2 * WORD_POINTS + 1 }, (_, english): Evidence => {
  return { languages: [], points: [], english, foreign: 0 };
});
const NOTHING = ENGLISH_ALONE[0]!;
const OTHER = 0xff;
const VIETNAMESE = [indexOf('vi')];

const words = knownWords();
const beginnings = indicesByMember(BEGINNINGS);
const endings = indicesByMember(ENDINGS);
const letters = indicesByMember(LETTERS);

/** Letters of a key, which has five bits for each, and of the words that have one: two of them. */
const KEYED = 6;
const MAX_KEYED = 2 * KEYED;
const APOSTROPHE = "'".charCodeAt(0);
/** The bit that small letters have and capital ones lack, and the unit before `a`. */
const CASE = 32;
const BEFORE_A = 96;
/** The bit of the second key that names have. */
const NAME = 1 << 30;

/**
 * Most words come again and again: a hash table by their keys, emptied when it is half full. What nearly all say, so many
 * points for English and none for another language, is a byte, for other work leaves little of this in the processor's
 * caches.
 */
const SLOTS = 1 << 15;
const MAX_KEPT = SLOTS / 2;
const keys = new Int32Array(2 * SLOTS);
const kinds = new Uint8Array(SLOTS);
const evidences = new Array<Evidence>(SLOTS).fill(NOTHING);
let kept = 0;

/**
 * Returns what a word in Latin letters says of the language of its text, from a UTF-16 offset to another, as a name or as
 * any other word. Nearly all are of letters of ASCII, and found without a string.
 */
export function evidenceOf(text: string, start: number, end: number, isName: boolean): Evidence {
  if (end - start > MAX_KEYED) return evidenceOfWord(text.slice(start, end), isName);
  let [first, second] = [0, 0];
  for (let at = start; at < end; at++) {
    const code = codeOf(text.charCodeAt(at));
    if (code === 0) return evidenceOfWord(text.slice(start, end), isName);
    if (at - start < KEYED) first = (first << 5) | code;
    else second = (second << 5) | code;
  }
  if (isName) second |= NAME;
  const slot = slotOf(first, second);
  if (keys[2 * slot] !== first) keep(slot, first, second, readWord(text.slice(start, end), isName));
  const kind = kinds[slot]!;
  return kind === OTHER ? evidences[slot]! : ENGLISH_ALONE[kind]!;
}

/** What a word says that English shares with another language. */
export const SHARED = -100;

/**
 * Returns what a folded word says for English at least, wherever it stands: 1 where it speaks for it alone, minus its
 * points where it speaks for other languages, 0 where it says nothing, `SHARED` where it speaks for both.
 */
export function englishOf(word: string): number {
  const { languages, english, foreign } = evidenceOf(word, 0, word.length, false);
  if (english > 0 && languages.length > 0) return SHARED;
  return Math.min(1, english) - foreign;
}

/** Returns the slot of a word by its keys, or the free one where it is to stand; a first key is never 0. */
function slotOf(first: number, second: number): number {
  let slot = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1) >>> 17;
  while (keys[2 * slot] !== 0 && (keys[2 * slot] !== first || keys[2 * slot + 1] !== second))
    slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

function keep(slot: number, first: number, second: number, evidence: Evidence): void {
  if (kept++ === MAX_KEPT) {
    keys.fill(0);
    kept = 1;
  }
  const points = ENGLISH_ALONE.indexOf(evidence);
  keys[2 * slot] = first;
  keys[2 * slot + 1] = second;
  kinds[slot] = points < 0 ? OTHER : points;
  evidences[slot] = evidence;
}

/** Returns the five bits of a letter of ASCII, whatever its case, or of an apostrophe; 0 for any other unit. */
function codeOf(unit: number): number {
  if (unit === APOSTROPHE) return 27;
  const letter = (unit | CASE) - BEFORE_A;
  return letter > 0 && letter <= 26 ? letter : 0;
}

/** Short words of other letters are kept too: a slice of more units may keep its whole text. */
const MAX_CACHED = 8192;
const MAX_CACHED_LENGTH = 12;
const cached = new Map<string, Evidence>();
const cachedNames = new Map<string, Evidence>();

function evidenceOfWord(word: string, isName: boolean): Evidence {
  const cache = isName ? cachedNames : cached;
  let evidence = cache.get(word);
  if (evidence === undefined) {
    evidence = readWord(word, isName);
    if (cache.size >= MAX_CACHED) cache.clear();
    if (word.length <= MAX_CACHED_LENGTH) cache.set(word, evidence);
  }
  return evidence;
}

function readWord(word: string, isName: boolean): Evidence {
  if (word.length > MAX_WORD_LENGTH || DISGUISED.test(word)) return NOTHING;
  const small = word.toLowerCase().replaceAll('’', "'");
  const most = isName ? NAME_POINTS : WORD_POINTS;
  const found = BEYOND_ASCII.test(small) ? markedPartsOf(small, most) : partsOf(small, most);
  const others = (languages: readonly number[]) => languages.filter((language) => language !== 0);
  const given = found.flatMap(({ languages, points }) => others(languages).map((language) => ({ language, points })));
  const english = sum(found.filter(({ languages }) => languages[0] === 0));
  const foreign = sum(found.filter(({ languages }) => languages[0] !== 0));
  if (given.length === 0 && english < ENGLISH_ALONE.length) return ENGLISH_ALONE[english]!;
  const [languages, points] = [given.map(({ language }) => language), given.map((each) => each.points)];
  return { languages, points, english, foreign };
}

interface Found {
  /** By index, in rising order. */
  readonly languages: readonly number[];
  readonly points: number;
}

const sum = (found: readonly Found[]) => found.reduce((total, { points }) => total + points, 0);

/** What a word is known for, or its parts by an apostrophe (`qu'une`, `dell'anno`), or how it begins and ends. */
function partsOf(word: string, most: number): Found[] {
  const known = words.get(word);
  if (known !== undefined) return [{ languages: known.languages, points: Math.min(most, known.points) }];
  const apostrophe = word.indexOf("'") + 1;
  const stem = words.get(word.slice(0, Math.max(0, apostrophe - 1)));
  // "We're", "someone'll".
  if (stem?.languages[0] === 0 && !words.has(word.slice(0, apostrophe))) return [stem];
  if (apostrophe > 1 && apostrophe < word.length)
    return [...partsOf(word.slice(0, apostrophe), most), ...partsOf(word.slice(apostrophe), most)];
  if (word.length < MIN_SHAPED || most < WORD_POINTS) return [];
  const shapes = [
    beginnings.get(word.slice(0, 3)) ?? beginnings.get(word.slice(0, 2)),
    endings.get(word.slice(-3)) ?? endings.get(word.slice(-2)),
  ];
  return shapes.flatMap((languages) => (languages === undefined ? [] : [{ languages, points: SHAPE_POINTS }]));
}

/** As `partsOf`, with the letters; nothing where only marks keep a word from being English: they disguise it. */
function markedPartsOf(word: string, most: number): Found[] {
  const isDisguise = !words.has(word) && words.get(withoutMarks(word))?.languages[0] === 0;
  return isDisguise ? [] : [...partsOf(word, most), ...lettersOf(word, most)];
}

function lettersOf(word: string, most: number): Found[] {
  const letter = FOREIGN_LETTER.exec(word)?.[0];
  if (letter === undefined) return [];
  const languages = letters.get(letter) ?? (letter >= '\u1ea0' ? VIETNAMESE : []);
  return languages.length === 0 ? [] : [{ languages, points: Math.min(most, LETTER_POINTS) }];
}

function knownWords(): ReadonlyMap<string, Found> {
  const known = new Map<string, Found>();
  for (const [member, languages] of indicesByMember(WORDS)) {
    const points = Number(/\d$/.exec(member)?.[0] ?? WORD_POINTS);
    known.set(member.replace(/\d$/, ''), { languages, points });
  }
  // Many leave the marks out where they type; English may have what is left.
  for (const [word, { languages, points }] of [...known]) {
    const plain = withoutMarks(word);
    if (plain.length > 1 && !known.has(plain)) known.set(plain, { languages, points: Math.max(1, points - 1) });
  }
  for (const word of ENGLISH.split(' ')) {
    const languages = known.get(word)?.languages ?? [];
    known.set(word, { languages: [0, ...languages], points: languages.length === 0 ? WORD_POINTS : 1 });
  }
  return known;
}

function indicesByMember(lists: Readonly<Record<string, string>>): ReadonlyMap<string, readonly number[]> {
  const indices = new Map<string, number[]>();
  for (const [code, list] of Object.entries(lists)) {
    for (const member of list.split(' ')) indices.set(member, [...(indices.get(member) ?? []), indexOf(code)]);
  }
  return indices;
}

function indexOf(code: string): number {
  return (LANGUAGES as readonly string[]).indexOf(code);
}

function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('ł', 'l').replaceAll('ø', 'o');
}
