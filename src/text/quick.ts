import { APOSTROPHE, classAt, OTHER, SPACE } from './characters.ts';
import type { FoldedText } from './normalize.ts';
import { QUICK } from './quick.wasm.ts';
import type { TokenList } from './terms.ts';
import { compileModule, createMemory } from './webassembly.ts';

/** Reads most tokens of most texts by WebAssembly, and stops at the others: what quick.wat says it does. */
export interface QuickReader extends TokenList {
  /** The characters of the text as it was written, 128 for each that is not of ASCII. */
  readonly written: Uint8Array;
  /** Takes a text up; false where it is not of ASCII or too long. */
  take(text: string): boolean;
  /** Takes a text up with its folded form; false where a unit stands elsewhere in that, or it is too long. */
  takeFolded(text: string, folded: FoldedText): boolean;
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
const [BEFORE, SIGN, BLANK] = [1, 2, 4];

const encoder = new TextEncoder();
let module: WebAssembly.Module | undefined;

/** A reader that knows no words yet and takes at most so many, or null where WebAssembly or its vectors cannot be had. */
export function createQuickReader(words: number, tokens: number): QuickReader | null {
  try {
    module ??= compileModule(QUICK);
    return quickReader(module, words, tokens);
  } catch {
    return null;
  }
}

function quickReader(module: WebAssembly.Module, words: number, tokens: number): QuickReader {
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
  const { fold, read } = new WebAssembly.Instance(module, { room: { memory, ...at } }).exports as {
    readonly fold: (length: number) => void;
    readonly read: (from: number, length: number, most: number, fresh: number) => number;
  };
  new Uint8Array(buffer, at.masks, 16).fill(0xff);
  new Uint8Array(buffer, at.classes, 0x80).set(Array.from({ length: 0x80 }, (_, code) => classOf(code)));
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

/** What quick.wat asks of a character. */
function classOf(code: number): number {
  const found = classAt(Uint16Array.of(code), 0);
  const isSign = found === APOSTROPHE || (found === OTHER && code !== '#'.charCodeAt(0));
  return (found === SPACE ? BEFORE | BLANK : 0) | (found === OTHER ? BEFORE : 0) | (isSign ? SIGN : 0);
}
