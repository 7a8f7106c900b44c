import { broken } from './bits.ts';
import { decodeHuffman, type HuffmanTable, readHuffmanTable } from './huffman.ts';

/** Literals of a block, the tree that they were read by, for later blocks, and where they end. */
export interface Literals {
  readonly literals: Uint8Array;
  readonly table: HuffmanTable | null;
  readonly end: number;
}

/** Returns the literals at the beginning of a block (RFC 8878, 3.1.1.3.1), of at most `maxSize` bytes. */
export function readLiterals(block: Uint8Array, known: HuffmanTable | null, maxSize: number): Literals {
  const byte = (at: number) => block[at] ?? 0;
  const kind = byte(0) & 3;
  const format = (byte(0) >> 2) & 3;
  if (kind < 2) {
    const length = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = length === 1 ? byte(0) >> 3 : (byte(0) >> 4) | (byte(1) << 4) | (length === 3 ? byte(2) << 12 : 0);
    checkSize(size, maxSize);
    const end = length + (kind === 0 ? size : 1);
    checkSize(end, block.length);
    return {
      literals: kind === 0 ? block.subarray(length, end) : new Uint8Array(size).fill(byte(length)),
      table: known,
      end,
    };
  }
  // Both sizes have as many bits; those of a whole header are more than a number of JavaScript's operators holds.
  const width = format < 2 ? 10 : format === 2 ? 14 : 18;
  const length = (4 + 2 * width) >> 3;
  const header =
    byte(0) +
    byte(1) * 2 ** 8 +
    byte(2) * 2 ** 16 +
    (length > 3 ? byte(3) * 2 ** 24 : 0) +
    (length > 4 ? byte(4) * 2 ** 32 : 0);
  const size = Math.floor(header / 16) % 2 ** width;
  const end = length + Math.floor(header / 2 ** (4 + width));
  checkSize(size, maxSize);
  checkSize(end, block.length);
  const tree = kind === 2 ? readHuffmanTable(block.subarray(0, end), length) : { table: known, end: length };
  if (tree.table === null) throw broken('a block repeats a tree that no block before it has');
  const literals = new Uint8Array(size);
  decodeStreams(tree.table, block.subarray(tree.end, end), literals, format === 0 ? 1 : 4);
  return { literals, table: tree.table, end };
}

function decodeStreams(table: HuffmanTable, bytes: Uint8Array, out: Uint8Array, count: 1 | 4): void {
  if (count === 1) {
    decodeHuffman(table, bytes, out);
    return;
  }
  const part = (out.length + 3) >> 2;
  let at = 6;
  for (let i = 0; i < 4; i++) {
    const size = i === 3 ? bytes.length - at : (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8);
    checkSize(at + size, bytes.length);
    decodeHuffman(table, bytes.subarray(at, at + size), out.subarray(i * part, i === 3 ? out.length : (i + 1) * part));
    at += size;
  }
}

function checkSize(size: number, limit: number): void {
  if (size > limit) throw broken('literals reach beyond their block');
}
