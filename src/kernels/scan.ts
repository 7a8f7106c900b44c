import { type Arena, createArena, plainArena } from './arena.ts';
import { SCAN } from './scan.wasm.ts';
import { createMemory, instantiate } from './wasm.ts';

/** Longest text, in characters. */
export const MAX_LENGTH = 8192;
/** Zeros behind a text: it is loaded 16 characters at a time, and looked at a few further on. */
export const ZEROS_BEHIND = 32;
/** Stands for every character but those of ASCII: no word ends before it. */
export const NOT_ASCII = 0x80;

// Classes of a character, as bits.
/** A word ends before it. */
export const ENDS_WORD = 1;
/** A sign that is a token, with what repeats it. */
export const SIGN = 2;
/** White space. */
export const WHITE_SPACE = 4;

/** What the kernels read and write. A character is its code in ASCII, or `NOT_ASCII`. */
export interface ScanMemory {
  /** (MAX_LENGTH + 64) u8: the characters of the text as it was written, then at least 32 zeros. */
  readonly written: Uint8Array;
  /** The same, folded. */
  readonly folded: Uint8Array;
  /** (256) u8: the class of each character. */
  readonly classes: Uint8Array;
  /**
   * (SLOTS) i32, an open hash table: in the lower 16 bits 1 + the id of a word, bits of its hash in the others; or 0.
   */
  readonly slots: Int32Array;
  /** (maxWords, 4) i32: by id, the characters of a word, four in a number, zeros behind. */
  readonly keys: Int32Array;
  /** (maxTokens) i32 each: the ids of the words of the tokens, their offsets [start, end). */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** (1) i32: how many tokens there are. */
  readonly count: Int32Array;
}

/** Reads the tokens that most tokens are: words of small letters and apostrophes, and signs, of up to 15 characters. */
export interface ScanKernels {
  /** Writes the first `length` characters of `written` with small letters to `folded`, and up to 15 more. */
  fold(length: number): void;
  /**
   * Appends tokens of `folded` from offset `at` up to `length`, until there are `maxTokens` of them, and returns the
   * offset behind what it read. It stops in front of a token that may be another than it reads, and of one whose word
   * it does not know or would look for too long; but the word of the first one, unless `newId` is 0, becomes number
   * newId - 1 then.
   */
  read(at: number, length: number, maxTokens: number, newId: number): number;
}

/** Longest token, in characters, plus one. */
const TOO_LONG = 16;
const SLOTS = 131_072;
/** So many words that share their slot cost bounded time. */
const MAX_PROBES = 16;
const HASH_BITS = 0xffff0000;
const ID_BITS = 0xffff;
const APOSTROPHE = 0x27;
const [A, Z, SPACE] = [0x61, 0x7a, 0x20];
const [H, T, W] = [0x68, 0x74, 0x77];

/** Bytes that the memory of the kernels takes at most; what is never written to takes none. */
const bytesOf = (maxWords: number, maxTokens: number) =>
  2 * (MAX_LENGTH + 2 * ZEROS_BEHIND) + 4 * SLOTS + 16 * maxWords + 12 * maxTokens + 1024;

function layOut({ bytes, ints }: Arena, maxWords: number, maxTokens: number): ScanMemory {
  const unsigned = (length: number) => {
    const { buffer, byteOffset } = bytes(length);
    return new Uint8Array(buffer, byteOffset, length);
  };
  return {
    written: unsigned(MAX_LENGTH + 2 * ZEROS_BEHIND),
    folded: unsigned(MAX_LENGTH + 2 * ZEROS_BEHIND),
    classes: unsigned(256),
    slots: ints(SLOTS),
    keys: ints(4 * maxWords),
    ids: ints(maxTokens),
    starts: ints(maxTokens),
    ends: ints(maxTokens),
    count: ints(1),
  };
}

/**
 * Returns the kernels in WebAssembly, or the plain ones where WebAssembly or its vectors cannot be had, over memory of
 * their own for ids below `maxWords`, at most 65,535, and `maxTokens` tokens. `classes` are zeros at first.
 */
export function createScan(maxWords: number, maxTokens: number): ScanKernels & ScanMemory {
  try {
    const memory = createMemory(bytesOf(maxWords, maxTokens));
    const arena = createArena(memory.buffer);
    const arrays = layOut(arena, maxWords, maxTokens);
    // Sixteen bytes of ones, then as many zeros.
    const masks = arena.bytes(2 * TOO_LONG).fill(-1, 0, TOO_LONG);
    const pointers = Object.entries({ ...arrays, masks }).map(([name, { byteOffset }]) => [name, byteOffset] as const);
    return { ...arrays, ...instantiate<keyof ScanKernels>(SCAN, { memory, ...Object.fromEntries(pointers) }) };
  } catch {
    return createPlainScan(maxWords, maxTokens);
  }
}

/** Returns the kernels in TypeScript, which those in WebAssembly are held against. */
export function createPlainScan(maxWords: number, maxTokens: number): ScanKernels & ScanMemory {
  const memory = layOut(plainArena, maxWords, maxTokens);
  const { written, folded, classes, ids, starts, ends, count } = memory;
  const key = new Int32Array(4);
  return {
    ...memory,

    fold(length) {
      const end = Math.ceil(length / TOO_LONG) * TOO_LONG;
      for (let i = 0; i < end; i++) {
        const character = written[i]!;
        folded[i] = character >= 65 && character <= 90 ? character | 0x20 : character;
      }
    },

    read(from, length, maxTokens, newId) {
      let at = from;
      let addId = newId;
      let tokens = count[0]!;
      for (; tokens < maxTokens; tokens++) {
        while (at < length && (classes[folded[at]!]! & WHITE_SPACE) !== 0) at++;
        if (at >= length) break;
        const end = isLetter(folded[at]!) ? wordEnd(memory, at) : signEnd(memory, at);
        if (end === at) break;
        const id = lookUp(memory, key, at, end, addId);
        if (id < 0) break;
        addId = 0;
        ids[tokens] = id;
        starts[tokens] = at;
        ends[tokens] = end;
        at = end;
      }
      count[0] = tokens;
      return at;
    },
  };
}

const isLetter = (character: number) => character >= A && character <= Z;

/** The end of the word that starts at `at`, or `at` where it may be another token. */
function wordEnd({ folded, classes }: ScanMemory, at: number): number {
  let end = at + 1;
  let before = folded[at]!;
  for (let alike = 1; ; end++) {
    const character = folded[end]!;
    if (character !== APOSTROPHE && !isLetter(character)) break;
    // An apostrophe has a letter behind it, three alike may be a stretched word.
    alike = character === before ? alike + 1 : 1;
    if (alike > (character === APOSTROPHE ? 1 : 2) || end - at + 1 >= TOO_LONG) return at;
    before = character;
  }
  const character = folded[end]!;
  if (before === APOSTROPHE || (classes[character]! & ENDS_WORD) === 0) return at;
  const second = folded[at + 1]!;
  // A letter by itself may be the first of a word that is spelt out, but not before a space and a word.
  if (end === at + 1) return character === SPACE && isLetter(folded[at + 2]!) && isLetter(folded[at + 3]!) ? end : at;
  // `ht` and `ww` may begin a URL.
  return (folded[at] === H && second === T) || (folded[at] === W && second === W) ? at : end;
}

/** The end of the sign that starts at `at`, as often as it is repeated, or `at` where it may be another token. */
function signEnd({ folded, classes }: ScanMemory, at: number): number {
  const sign = folded[at]!;
  if ((classes[sign]! & SIGN) === 0) return at;
  let end = at + 1;
  while (folded[end] === sign && end - at < TOO_LONG) end++;
  return end - at < TOO_LONG ? end : at;
}

/** The id of the word of these characters, which becomes newId - 1 where it is not known; or -1. Overwrites `key`. */
function lookUp({ folded, slots, keys }: ScanMemory, key: Int32Array, from: number, to: number, newId: number): number {
  key.fill(0);
  for (let i = from; i < to; i++) key[(i - from) >> 2]! |= folded[i]! << (((i - from) & 3) << 3);
  const hash = hashOf(key);
  let slot = hash & (SLOTS - 1);
  for (let probes = MAX_PROBES; slots[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    const entry = slots[slot]!;
    if (((entry ^ hash) & HASH_BITS) === 0) {
      const id = (entry & ID_BITS) - 1;
      const at = 4 * id;
      if (keys[at] === key[0] && keys[at + 1] === key[1] && keys[at + 2] === key[2] && keys[at + 3] === key[3])
        return id;
    }
    if (--probes === 0) return -1;
  }
  if (newId === 0) return -1;
  slots[slot] = (hash & HASH_BITS) | newId;
  keys.set(key, 4 * (newId - 1));
  return newId - 1;
}

/** Mixes four numbers as xxHash and MurmurHash3 do, by their primes. */
function hashOf(key: Int32Array): number {
  const hash =
    mixed(key[0]!, 0x9e3779b1) ^
    rotated(mixed(key[1]!, 0x85ebca77), 8) ^
    rotated(mixed(key[2]!, 0xc2b2ae3d), 16) ^
    rotated(mixed(key[3]!, 0x27d4eb2f), 24);
  return hash ^ (hash >>> 16);
}

function mixed(number: number, prime: number): number {
  const product = Math.imul(number, prime);
  return Math.imul(product ^ (product >>> 15), 0x2c1b3c6d);
}

const rotated = (number: number, bits: number) => (number << bits) | (number >>> (32 - bits));
