import { createReadStream, type ReadStream, statSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BelowTheLineError } from '../errors.ts';

/** A longer line, in UTF-16 units, is no comment. */
export const MAX_LINE_LENGTH = 16 * 1024 * 1024;
/** A UTF-16 unit has at most three bytes in UTF-8: what is longer than this is longer than that. */
const MAX_LINE_BYTES = 3 * MAX_LINE_LENGTH;
/** Bytes of a file read at once: some hundred comments, so that handing them to a thread costs little beside classifying them. */
const CHUNK_BYTES = 128 * 1024;
const NEWLINE = 10;

/** The bytes of a file or a stream. */
export interface ByteSource {
  /** What came in at once is handed on at once: a slow stream never waits for more. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Share of the file that was read, 0 to 1; null where nobody knows how much will come. */
  readonly shareRead: () => number | null;
}

/** Opens a file (unzipped where its name ends in `.gz`), or standard input for `-`. */
export function openBytes(path: string): ByteSource {
  if (path === '-') return { chunks: process.stdin, shareRead: () => null };
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  return { chunks: path.endsWith('.gz') ? unzip(file) : file, shareRead: () => shareOf(path, file) };
}

function unzip(file: ReadStream): Readable {
  const unzipped = createGunzip({ chunkSize: CHUNK_BYTES });
  // A failure of either reaches the reader of the second.
  pipeline(file, unzipped, () => {});
  return unzipped;
}

function shareOf(path: string, file: ReadStream): number | null {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  return size === 0 ? null : Math.min(1, file.bytesRead / size);
}

/**
 * Splits a stream into chunks that end with a line feed. Of a line that is too long to be a comment the middle is dropped,
 * and still so much is kept that everyone can see it: memory stays bounded whatever comes in.
 * @throws BelowTheLineError `file` when the stream cannot be read.
 */
export async function* cutBatches(input: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  const keep = (part: Uint8Array) => {
    if (part.length === 0 || bytes > MAX_LINE_BYTES) return;
    kept.push(part);
    bytes += part.length;
  };
  try {
    for await (const chunk of input) {
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (end > 0) {
        yield Buffer.concat([...kept, chunk.subarray(0, end)]);
        kept = [];
        bytes = 0;
      }
      keep(chunk.subarray(end));
    }
  } catch (cause) {
    throw cannotRead(name, cause);
  }
  if (bytes > 0) yield Buffer.concat(kept);
}

/** Returns the error for a stream that cannot be read. */
export function cannotRead(name: string, cause: unknown): BelowTheLineError {
  if (cause instanceof BelowTheLineError) return cause;
  const code = cause instanceof SyntaxError ? 'invalid-input' : 'file';
  return new BelowTheLineError(code, `cannot read ${name}: ${(cause as Error).message}`, { cause });
}
