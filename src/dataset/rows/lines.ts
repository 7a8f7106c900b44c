import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BelowTheLineError } from '../../errors.ts';

/** A line of a file of JSON lines, without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Opens a file for reading, unzipped where its name ends in `.gz`; errors of both reach the reader of the stream. */
export function openFile(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  return file.pipe(unzipped);
}

/**
 * Streams the lines of a file, or of a stream such as standard input, that are not blank.
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function* readLines(source: string | Readable): AsyncGenerator<Line> {
  const input = typeof source === 'string' ? openFile(source) : source;
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
  if (failure !== null) throw unreadable(typeof source === 'string' ? source : 'standard input', failure);
}

/** Returns the error for a file that cannot be read. */
export function unreadable(path: string, cause: unknown): BelowTheLineError {
  return new BelowTheLineError('file', `cannot read ${path}: ${(cause as Error).message}`, { cause });
}

/** UTF-16 units of a line that are quoted in a message. */
const MAX_QUOTED = 60;

/** Returns a message that a line is no JSON object, with the line's beginning. */
export function notAnObject(line: string): string {
  return `expected a JSON object, got ${JSON.stringify(line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line)}`;
}
