import { broken, highestBit } from './bits.ts';

/** A table of finite state entropy: for each state its symbol, and how the next state is made of the bits that follow. */
export interface FseTable {
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** Returns the table that stands in `bytes` from `start` on, and where it ends (RFC 8878, 4.1.1). */
export function readFseTable(
  bytes: Uint8Array,
  start: number,
  maxAccuracy: number,
  maxSymbols: number,
): { readonly table: FseTable; readonly end: number } {
  let bit = start * 8;
  const read = (count: number): number => {
    const at = bit >> 3;
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    const value = (word >>> (bit & 7)) & ((1 << count) - 1);
    bit += count;
    return value;
  };
  const accuracy = read(4) + 5;
  if (accuracy > maxAccuracy) throw broken('a table is larger than it may be');
  const counts: number[] = [];
  let remaining = 1 << accuracy;
  while (remaining > 0 && counts.length < maxSymbols) {
    const count = highestBit(remaining + 1) + 1;
    const low = (1 << (count - 1)) - 1;
    const threshold = (1 << count) - 2 - remaining;
    let value = read(count);
    if ((value & low) < threshold) {
      // A small value takes one bit less.
      bit--;
      value &= low;
    } else if (value > low) value -= threshold;
    counts.push(value - 1);
    remaining -= Math.abs(value - 1);
    if (value === 1) {
      for (let zeros = 3; zeros === 3; ) {
        zeros = read(2);
        for (let i = 0; i < zeros; i++) counts.push(0);
      }
    }
  }
  const end = (bit + 7) >> 3;
  if (remaining !== 0 || counts.length > maxSymbols || end > bytes.length) throw broken('a table does not add up');
  return { table: fseTable(counts, accuracy), end };
}

/** Returns the table of how often each symbol occurs in `1 << accuracy`; -1 for less than once. */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = counts.map((count) => Math.abs(count));
  let high = size;
  counts.forEach((count, symbol) => {
    if (count === -1) symbols[--high] = symbol;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  counts.forEach((count, symbol) => {
    for (let i = 0; i < count; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  });
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state]!;
    const turn = next[symbol]!;
    next[symbol] = turn + 1;
    bits[state] = accuracy - highestBit(turn);
    bases[state] = (turn << bits[state]!) - size;
  }
  return { accuracy, symbols, bits, bases };
}

/** Returns the table of one symbol that takes no bits. */
export function singleSymbol(symbol: number): FseTable {
  return { accuracy: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}
