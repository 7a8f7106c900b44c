import { createScan, MAX_LENGTH, NOT_ASCII, ZEROS_BEHIND } from '../kernels/scan.ts';
import { SCAN_CLASSES } from './characters.ts';
import type { FoldedText } from './normalize.ts';

/** The tokens of a text that were read so far, side by side: the ids of their words, UTF-16 offsets [start, end). */
export interface TokenList {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
}

/**
 * One text at a time in the memory of the scan kernels, and the tokens that were read of it until the next is loaded.
 */
export interface KernelScan extends TokenList {
  /** By UTF-16 offset, the characters of the text as it was written, 128 for each that is not of ASCII. */
  readonly written: Uint8Array;
  /** Loads a text; says whether it could: it is of ASCII, and not too long. */
  load(text: string): boolean;
  /** Loads a text with its folded form; says whether it could: no unit was moved by folding, and it is not too long. */
  loadFolded(text: string, folded: FoldedText): boolean;
  /**
   * Reads tokens from a UTF-16 offset on and returns the offset where it stops: at the end, or in front of a token that
   * the kernels do not read. Where it does not know the word of the first one, that becomes `newId`.
   */
  read(from: number, newId?: number): number;
}

const encoder = new TextEncoder();

/**
 * Returns a scan that knows no words yet, for ids below `maxWords`, at most 65,535, and `maxTokens` tokens of a text.
 */
export function createKernelScan(maxWords: number, maxTokens: number, create = createScan): KernelScan {
  const { written, folded, classes, ids, starts, ends, count, fold, read } = create(maxWords, maxTokens);
  classes.set(SCAN_CLASSES);
  let length = 0;
  const begin = (units: number) => {
    length = units;
    written.fill(0, length, length + ZEROS_BEHIND);
    count[0] = 0;
  };
  return {
    written,
    ids,
    starts,
    ends,
    get count() {
      return count[0]!;
    },
    set count(tokens) {
      count[0] = tokens;
    },
    load(text) {
      // Of text that is not of ASCII there are more bytes than units.
      if (text.length > MAX_LENGTH || encoder.encodeInto(text, written).written !== text.length) return false;
      begin(text.length);
      fold(length + ZEROS_BEHIND);
      return true;
    },
    loadFolded(text, { units, starts }) {
      if (text.length > MAX_LENGTH || starts !== null) return false;
      for (let i = 0; i < text.length; i++) {
        written[i] = Math.min(text.charCodeAt(i), NOT_ASCII);
        folded[i] = Math.min(units[i]!, NOT_ASCII);
      }
      begin(text.length);
      folded.fill(0, length, length + ZEROS_BEHIND);
      return true;
    },
    read: (from, newId = -1) => read(from, length, maxTokens, newId + 1),
  };
}
