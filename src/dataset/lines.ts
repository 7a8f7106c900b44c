import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BelowTheLineError } from '../errors.ts';

/** A file that was read: its name, the hash of its bytes, and how many rows it gave. */
export interface DatasetFile {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
}

/** A line that is not a row, with the place and the reason. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Opens a file for reading, unzipped where its name ends in `.gz`; errors of both reach the reader of the stream. */
export function openFile(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  return file.pipe(unzipped);
}

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/**
 * Streams the lines of a file that are not blank.
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const input = openFile(path);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // readline may end quietly where its input fails.
  let failure: Error | null = null;
  input.on('error', (error) => {
    failure = error;
    lines.close();
  });
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
      if (text.trim() !== '') yield { text, number };
    }
  } catch (error) {
    failure ??= error as Error;
  }
  if (failure !== null) throw unreadable(path, failure);
}

/** SHA-256 of a file's bytes, in lower-case hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw unreadable(path, cause as Error);
  }
  return hash.digest('hex');
}

function unreadable(path: string, cause: Error): BelowTheLineError {
  return new BelowTheLineError('file', `cannot read ${path}: ${cause.message}`, { cause });
}
