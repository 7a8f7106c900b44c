import { invalid } from '../container.ts';

/** Says that zstd data are not as RFC 8878 has them. */
export function broken(what: string): Error {
  return invalid(`the zstd file is broken: ${what}`);
}

/** Bits that are read from the end of a stretch of bytes to its beginning (RFC 8878, 4.1 and 4.2.2). */
export interface BackwardBits {
  /** Returns the next bits as a number, the first one read being the highest; zeros beyond the beginning. At most 24. */
  readonly peek: (count: number) => number;
  readonly skip: (count: number) => void;
  /** Returns the next bits, at most 31, and goes on behind them. */
  readonly read: (count: number) => number;
  /** How many bits are left: below 0 where more were read than there are. */
  readonly left: () => number;
}

/** @throws BelowTheLineError `invalid-input` where the last byte has no bit that marks the end */
export function backwardBits(bytes: Uint8Array): BackwardBits {
  const last = bytes[bytes.length - 1] ?? 0;
  if (last === 0) throw broken('a stream of bits has no end');
  let left = bytes.length * 8 - 8 + highestBit(last);
  const peek = (count: number): number => {
    const from = left - count;
    const at = from >> 3;
    const word =
      byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24);
    return (word >>> (from & 7)) & ((1 << count) - 1);
  };
  const skip = (count: number): void => {
    left -= count;
  };
  const take = (count: number): number => {
    const value = peek(count);
    left -= count;
    return value;
  };
  const read = (count: number): number => (count <= 24 ? take(count) : take(count - 16) * 65_536 + take(16));
  return { peek, skip, read, left: () => left };
}

function byteAt(bytes: Uint8Array, at: number): number {
  return at < 0 ? 0 : (bytes[at] ?? 0);
}

/** Returns the place of the highest bit set, from 0. */
export function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}
