import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BelowTheLineError } from '../../errors.ts';

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

/** Of a line that is not what it should be, at most this much is quoted. */
const QUOTED = 60;

/** Says that a line is no JSON object, and quotes its beginning. */
export function notAnObject(line: string): string {
  return `expected a JSON object, got ${JSON.stringify(line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line)}`;
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

/** Rows of some files, with what each file was and the lines that are no rows. */
export interface Rows<T> {
  readonly rows: readonly T[];
  readonly files: readonly DatasetFile[];
  readonly badRows: readonly BadRow[];
}

/**
 * Reads files of a row a line. `reader` gives, for each file anew, what makes the rows of a line, or a sentence on why
 * there are none; such lines are collected and the rest is kept.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of a file is a row.
 */
export async function readRowFiles<T>(
  paths: readonly string[],
  what: string,
  reader: (path: string) => (line: string) => readonly T[] | string,
): Promise<Rows<T>> {
  const rows: T[] = [];
  const files: DatasetFile[] = [];
  const badRows: BadRow[] = [];
  for (const path of paths) {
    const sha256 = await hashFile(path);
    const rowsOf = reader(path);
    const badBefore = badRows.length;
    let read = 0;
    for await (const { text, number } of readLines(path)) {
      const found = rowsOf(text);
      if (typeof found === 'string') {
        badRows.push({ file: path, line: number, message: found });
        continue;
      }
      read++;
      rows.push(...found);
    }
    if (read === 0) {
      const first = badRows[badBefore];
      const reason = first === undefined ? 'the file is empty' : `line ${first.line}: ${first.message}`;
      throw new BelowTheLineError('invalid-input', `${path} holds no ${what}; ${reason}`);
    }
    files.push({ name: basename(path), sha256, rows: read });
  }
  return { rows, files, badRows };
}
