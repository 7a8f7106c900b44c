import { backwardBits, broken, highestBit } from './bits.ts';
import { readFseTable } from './fse.ts';

/** For each number of `maxBits` bits, the symbol that it begins with, and how many bits that takes. */
export interface HuffmanTable {
  readonly maxBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const MAX_BITS = 11;
const MAX_WEIGHTS = 255;

/** Returns the table that stands in `bytes` from `start` on, and where it ends (RFC 8878, 4.2.1). */
export function readHuffmanTable(
  bytes: Uint8Array,
  start: number,
): { readonly table: HuffmanTable; readonly end: number } {
  const header = bytes[start] ?? 0;
  if (header < 128) {
    const end = start + 1 + header;
    return { table: huffmanTable(compressedWeights(bytes.subarray(start + 1, end))), end };
  }
  const count = header - 127;
  const weights = Array.from({ length: count }, (_, i) => {
    const pair = bytes[start + 1 + (i >> 1)] ?? 0;
    return i % 2 === 0 ? pair >> 4 : pair & 15;
  });
  return { table: huffmanTable(weights), end: start + 1 + ((count + 1) >> 1) };
}

/** Two states take turns, until the bits are used up. */
function compressedWeights(bytes: Uint8Array): number[] {
  const { table, end } = readFseTable(bytes, 0, 6, MAX_BITS + 2);
  const stream = backwardBits(bytes.subarray(end));
  const states = [stream.read(table.accuracy), stream.read(table.accuracy)];
  const weights: number[] = [];
  for (let turn = 0; weights.length < MAX_WEIGHTS; turn ^= 1) {
    const state = states[turn]!;
    weights.push(table.symbols[state]!);
    states[turn] = table.bases[state]! + stream.read(table.bits[state]!);
    if (stream.left() < 0) {
      weights.push(table.symbols[states[turn ^ 1]!]!);
      return weights;
    }
  }
  throw broken('a tree has more symbols than there are');
}

/** The weight of the last symbol is what is missing to a power of two. */
function huffmanTable(given: readonly number[]): HuffmanTable {
  const sum = given.reduce((total, weight) => total + (weight === 0 ? 0 : 1 << (weight - 1)), 0);
  const maxBits = sum === 0 ? 0 : highestBit(sum) + 1;
  const rest = (1 << maxBits) - sum;
  if (maxBits === 0 || maxBits > MAX_BITS || given.length > MAX_WEIGHTS || (rest & (rest - 1)) !== 0)
    throw broken('a tree does not add up');
  const weights = [...given, highestBit(rest) + 1];
  const symbols = new Uint8Array(1 << maxBits);
  const bits = new Uint8Array(1 << maxBits);
  let at = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    weights.forEach((own, symbol) => {
      if (own !== weight) return;
      const length = 1 << (weight - 1);
      symbols.fill(symbol, at, at + length);
      bits.fill(maxBits + 1 - weight, at, at + length);
      at += length;
    });
  }
  return { maxBits, symbols, bits };
}

/** Fills `out` with the symbols of a stream. */
export function decodeHuffman({ maxBits, symbols, bits }: HuffmanTable, bytes: Uint8Array, out: Uint8Array): void {
  const stream = backwardBits(bytes);
  for (let i = 0; i < out.length; i++) {
    const code = stream.peek(maxBits);
    out[i] = symbols[code]!;
    stream.skip(bits[code]!);
  }
  if (stream.left() !== 0) throw broken('a stream of literals has another length than it says');
}
