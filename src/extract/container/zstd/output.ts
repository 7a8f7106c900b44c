import { BelowTheLineError } from '../../../errors.ts';
import { MAX_SIZE } from '../size.ts';
import { broken } from './bits.ts';

/** What a block may make, in bytes. */
export const MAX_BLOCK = 131_072;

/** Bytes as they are unpacked, up to the limit of a page. */
export interface Output {
  /** Starts a frame, before which nothing can be repeated. */
  readonly startFrame: () => void;
  /** Starts a block, which makes at most `MAX_BLOCK` bytes. */
  readonly startBlock: () => void;
  readonly append: (bytes: Uint8Array) => void;
  readonly fill: (byte: number, count: number) => void;
  /** Writes `length` bytes that stand `offset` back, which may be among those that are written. */
  readonly repeat: (offset: number, length: number) => void;
  readonly bytes: () => Uint8Array;
}

/** Its methods throw BelowTheLineError `too-large` above 64 MiB, and `invalid-input` for blocks that are too large. */
export function newOutput(): Output {
  let bytes = new Uint8Array(2 * MAX_BLOCK);
  let [length, frame, block] = [0, 0, 0];
  const room = (count: number): void => {
    if (length + count - block > MAX_BLOCK) throw broken('a block is larger than it may be');
    if (length + count > MAX_SIZE) {
      throw new BelowTheLineError(
        'too-large',
        `the zstd file has over ${MAX_SIZE} bytes unpacked, which is the limit: cut a part out first, as by zstd -dc FILE | grep`,
      );
    }
    if (length + count <= bytes.length) return;
    const larger = new Uint8Array(Math.min(bytes.length * 2, MAX_SIZE));
    larger.set(bytes);
    bytes = larger;
  };
  return {
    startFrame: () => {
      frame = length;
    },
    startBlock: () => {
      block = length;
    },
    append: (part) => {
      room(part.length);
      bytes.set(part, length);
      length += part.length;
    },
    fill: (byte, count) => {
      room(count);
      bytes.fill(byte, length, length + count);
      length += count;
    },
    repeat: (offset, count) => {
      room(count);
      const from = length - offset;
      if (offset < 1 || from < frame) throw broken('a sequence leads back too far');
      if (offset >= count) bytes.copyWithin(length, from, from + count);
      else for (let i = 0; i < count; i++) bytes[length + i] = bytes[from + i]!;
      length += count;
    },
    bytes: () => bytes.subarray(0, length),
  };
}
