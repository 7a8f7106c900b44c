import { BelowTheLineError } from '../../../errors.ts';
import { type Container, held, startsWith } from '../container.ts';
import { broken } from './bits.ts';
import type { HuffmanTable } from './huffman.ts';
import { readLiterals } from './literals.ts';
import { MAX_BLOCK, newOutput, type Output } from './output.ts';
import { newSequenceState, runSequences } from './sequences.ts';

const MAGIC = '\x28\xb5\x2f\xfd';
const isSkippable = (bytes: Uint8Array, at: number) =>
  startsWith(bytes, '\x2a\x4d\x18', at + 1) && bytes[at]! >> 4 === 5;

/**
 * Zstandard (RFC 8878), of one frame or several; checksums are not checked. Its window may be of any size: the whole output
 * is kept, which is at most 64 MiB.
 */
export const zstd: Container = {
  name: 'zstd',
  recognizes: (bytes) => startsWith(bytes, MAGIC) || isSkippable(bytes, 0),
  open: (bytes) => {
    const output = newOutput();
    try {
      for (let at = 0; at < bytes.length; ) at = readFrame(bytes, at, output);
      return held({ bytes: output.bytes() });
    } catch (error) {
      const isPart = error instanceof BelowTheLineError && error.code === 'invalid-input' && output.bytes().length > 0;
      if (!isPart) throw error;
      const message = `the zstd file breaks off after ${output.bytes().length} bytes (${error.message})`;
      return held({ bytes: output.bytes(), warnings: [{ code: 'truncated', message }] });
    }
  },
};

/** Reads the frame at `at`, and returns where the next one starts. */
function readFrame(bytes: Uint8Array, at: number, output: Output): number {
  if (isSkippable(bytes, at)) return at + 8 + numberAt(bytes, at + 4, 4);
  if (!startsWith(bytes, MAGIC, at)) throw broken(`expected a frame at byte ${at}`);
  const descriptor = numberAt(bytes, at + 4, 1);
  const isSingle = (descriptor >> 5) & 1;
  const dictionary = at + 6 - isSingle;
  const dictionarySize = [0, 1, 2, 4][descriptor & 3]!;
  if (numberAt(bytes, dictionary, dictionarySize) !== 0)
    throw broken('it needs a dictionary: unpack it with zstd -d -D first');
  const sizeBytes = [isSingle, 2, 4, 8][descriptor >> 6]!;
  output.startFrame();
  let [next, isLast] = [dictionary + dictionarySize + sizeBytes, false];
  let table: HuffmanTable | null = null;
  const state = newSequenceState();
  while (!isLast) {
    const header = numberAt(bytes, next, 3);
    isLast = (header & 1) === 1;
    const [kind, size] = [(header >> 1) & 3, header >> 3];
    const end = next + 3 + (kind === 1 ? 1 : size);
    if (kind === 3 || size > MAX_BLOCK || end > bytes.length) throw broken('a block is cut short, or of no known form');
    const block = bytes.subarray(next + 3, end);
    output.startBlock();
    if (kind === 0) output.append(block);
    else if (kind === 1) output.fill(block[0]!, size);
    else {
      const literals = readLiterals(block, table, MAX_BLOCK);
      table = literals.table;
      runSequences(block.subarray(literals.end), literals.literals, state, output);
    }
    next = end;
  }
  // A checksum of the content may follow.
  return next + (descriptor & 4);
}

/** Returns a number of up to four bytes, the lowest first. */
function numberAt(bytes: Uint8Array, at: number, size: number): number {
  if (at + size > bytes.length) throw broken('it is cut short');
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}
