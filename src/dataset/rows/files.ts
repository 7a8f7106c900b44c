import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { BelowTheLineError } from '../../errors.ts';
import { readLines, unreadable } from './lines.ts';

/** A file that was read. */
export interface DatasetFile {
  /** Without its folder. */
  readonly name: string;
  /** Hash of its bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** How many of its lines are rows. */
  readonly rows: number;
}

/** A line that is not a row, and why. */
export interface BadRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What was read from some files. */
export interface ReadRows<T> {
  readonly rows: readonly T[];
  readonly files: readonly DatasetFile[];
  readonly badRows: readonly BadRow[];
}

/**
 * Reads files of one row a line. `createParser` is called for each file; the parser returns what a line gives, or a
 * sentence on why it is no row; such lines are collected and the rest is kept.
 * @param what the rows, as a message names them
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of a file is a row.
 */
export async function readRowFiles<T>(
  paths: readonly string[],
  what: string,
  createParser: (path: string) => (line: string) => readonly T[] | string,
): Promise<ReadRows<T>> {
  const rows: T[] = [];
  const files: DatasetFile[] = [];
  const badRows: BadRow[] = [];
  for (const path of paths) {
    const sha256 = await hashFile(path);
    const parse = createParser(path);
    const badBefore = badRows.length;
    let good = 0;
    for await (const { text, number } of readLines(path)) {
      const parsed = parse(text);
      if (typeof parsed === 'string') {
        badRows.push({ file: path, line: number, message: parsed });
        continue;
      }
      good++;
      rows.push(...parsed);
    }
    if (good === 0) {
      const first = badRows[badBefore];
      const reason = first === undefined ? 'the file is empty' : `line ${first.line}: ${first.message}`;
      throw new BelowTheLineError('invalid-input', `${path} holds no ${what}; ${reason}`);
    }
    files.push({ name: basename(path), sha256, rows: good });
  }
  return { rows, files, badRows };
}

/** Returns the SHA-256 of a file's bytes, in lower-case hexadecimal. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return hash.digest('hex');
}
