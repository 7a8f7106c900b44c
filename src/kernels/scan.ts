import { SCAN } from './scan.wasm.ts';
import { createMemory, instantiate } from './wasm.ts';

/** The tokens of the text that is being read: their words' numbers and their UTF-16 offsets [start, end). */
export interface TokenList {
  readonly numbers: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  found: number;
}

/** A folded text: UTF-16 units, and where each came from; null where each stands where it stood. */
interface Folded {
  readonly units: Uint16Array;
  readonly starts: Uint32Array | null;
}

/** Classes of a character of ASCII, as bits: a word ends before it; a sign that is a token, with what repeats it; white space. */
export const ENDS_WORD = 1;
export const SIGN = 2;
export const WHITE_SPACE = 4;

/** Reads most tokens of most texts by WebAssembly, and stops at the others: what quick.wat says it does. */
export interface QuickReader extends TokenList {
  /** The characters of the text as it was written, 128 for each that is not of ASCII. */
  readonly written: Uint8Array;
  /** Takes a text up; false where it is not of ASCII or too long. */
  take(text: string): boolean;
  /** Takes a text up with its folded form; false where a unit stands elsewhere in that, or it is too long. */
  takeFolded(text: string, folded: Folded): boolean;
  /** Reads on from an offset, the first token as word `fresh` where it does not know it; gives the offset that it stops at. */
  read(from: number, fresh?: number): number;
}

const SLOTS = 131_072;
/** Longer texts are rare, and read without it. */
const LONGEST = 8192;
/** Bytes of zeros behind a text: it is loaded sixteen bytes at a time. */
const BEHIND = 32;
/** What stands for every character but those of ASCII: no word ends before it. */
const NO_ASCII = 0x80;

const encoder = new TextEncoder();

/**
 * A reader that knows no words yet and takes at most so many, or null where WebAssembly or its vectors cannot be had.
 * @param classes of the 128 characters of ASCII, by code
 */
export function createQuickReader(words: number, tokens: number, classes: Uint8Array): QuickReader | null {
  try {
    return quickReader(words, tokens, classes);
  } catch {
    return null;
  }
}

function quickReader(words: number, tokens: number, ofAscii: Uint8Array): QuickReader {
  const lengths = {
    written: LONGEST + 2 * BEHIND,
    folded: LONGEST + 2 * BEHIND,
    classes: 256,
    masks: 32,
    slots: 4 * SLOTS,
    keys: 16 * words,
    numbers: 4 * tokens,
    starts: 4 * tokens,
    ends: 4 * tokens,
    found: 16,
  };
  const at = {} as Record<keyof typeof lengths, number>;
  let taken = 0;
  for (const [name, length] of Object.entries(lengths)) {
    at[name as keyof typeof lengths] = taken;
    taken += Math.ceil(length / 16) * 16;
  }
  const memory = createMemory(taken);
  const { buffer } = memory;
  const { fold, read } = instantiate<'fold' | 'read'>(SCAN, { memory, ...at });
  new Uint8Array(buffer, at.masks, 16).fill(0xff);
  new Uint8Array(buffer, at.classes, 0x80).set(ofAscii);
  const written = new Uint8Array(buffer, at.written, lengths.written);
  const folded = new Uint8Array(buffer, at.folded, lengths.folded);
  const found = new Int32Array(buffer, at.found, 1);
  let length = 0;
  const begin = (units: number) => {
    length = units;
    written.fill(0, length, length + BEHIND);
    found[0] = 0;
  };
  return {
    written,
    numbers: new Int32Array(buffer, at.numbers, tokens),
    starts: new Int32Array(buffer, at.starts, tokens),
    ends: new Int32Array(buffer, at.ends, tokens),
    get found() {
      return found[0]!;
    },
    set found(count) {
      found[0] = count;
    },
    take(text) {
      // Of text that is not of ASCII there are more bytes than units.
      if (text.length > LONGEST || encoder.encodeInto(text, written).written !== text.length) return false;
      begin(text.length);
      fold(length + BEHIND);
      return true;
    },
    takeFolded(text, { units, starts }) {
      if (text.length > LONGEST || starts !== null) return false;
      for (let i = 0; i < text.length; i++) {
        written[i] = Math.min(text.charCodeAt(i), NO_ASCII);
        folded[i] = Math.min(units[i]!, NO_ASCII);
      }
      begin(text.length);
      folded.fill(0, length, length + BEHIND);
      return true;
    },
    read: (from, fresh = -1) => read(from, length, tokens, fresh + 1),
  };
}
