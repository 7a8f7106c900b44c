import { readFile } from 'node:fs/promises';
import type { BadRow } from '../dataset/index.ts';
import { BelowTheLineError } from '../errors.ts';
import { replaceFile, writeOut } from './output.ts';

/** A page is text; nothing that people comment on is larger. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Reads a whole file, or standard input for `-`. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return path === '-' ? await readStandardInput() : await readFile(path);
  } catch (cause) {
    if (cause instanceof BelowTheLineError) throw cause;
    throw new BelowTheLineError('file', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BYTES) {
      throw new BelowTheLineError(
        'too-large',
        `standard input has over ${MAX_BYTES} bytes, expected a page of at most that`,
      );
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Writes data to standard output. */
export function print(text: string): void {
  writeOut(`${text}\n`);
}

/** Problems of one kind that are shown; the rest are counted. */
export const MAX_REPORTS = 20;

/** Names the lines of labelled data that are no rows. */
export function sayBadRows(badRows: readonly BadRow[]): void {
  for (const { file, line, message } of badRows.slice(0, MAX_REPORTS)) say(`btl: ${file} line ${line}: ${message}`);
  if (badRows.length > 0) say(`btl: ${badRows.length} lines are no rows and were left out`);
}

/** Writes words for people to standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Writes a text that was asked for by file name as a whole, and says so.
 * @throws BelowTheLineError `file` when it cannot be written.
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, text);
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
  say(`wrote ${path}`);
}
