import { type FileHandle, open } from 'node:fs/promises';
import { BelowTheLineError } from '../errors.ts';
import { cutBatches } from './batches.ts';
import { answers, type Batch, commentsIn } from './classify-batch.ts';
import type { Reading } from './classify-reading.ts';
import { lock } from './lock.ts';

/** What an earlier run wrote. */
export interface Written {
  /** Whole lines, each the result of one comment. */
  readonly lines: number;
  /** The last of them; null where there is none. */
  readonly last: string | null;
  /** Reads them again, one by one. */
  readonly results: () => AsyncGenerator<string>;
}

/** What no run wrote before. */
export const NOTHING_WRITTEN: Written = { lines: 0, last: null, async *results() {} };

const NEWLINE = 10;

/** Where results go. */
export interface Output {
  readonly written: Written;
  /** Done when there is room for more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** To be called when all is written. */
  readonly end: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of an earlier run (or a new one), reads how far that run came, and goes on after its last byte. A run
 * that is killed while it writes leaves a torn line: the rest of that one comes first. Nothing is ever cut off, so a file
 * that was named by mistake stays what it is.
 * @throws BelowTheLineError `file` when the file cannot be read or written, or another process does; later on `invalid-input` when the torn line is
 * not the beginning of the next result.
 */
export async function reopen(path: string): Promise<Output> {
  const file = await open(path, 'a+').catch(cannot('resume', path));
  const release = (await file.stat()).isFile() ? await lock(path) : async () => {};
  const { written, torn } = await readWritten(file, path);
  let missing = torn.length > 0;
  const refuse = () => {
    throw new BelowTheLineError(
      'invalid-input',
      `cannot resume: ${path} ends with what is no answer to the next comment`,
    );
  };
  return {
    written,
    write: async (bytes) => {
      const start = missing ? torn.length : 0;
      if (missing && Buffer.compare(bytes.subarray(0, start), torn) !== 0) refuse();
      missing = false;
      await file.appendFile(bytes.subarray(start)).catch(cannot('write', path));
    },
    end: () => {
      if (missing) refuse();
    },
    close: async () => {
      await file.close();
      await release();
    },
  };
}

const cannot = (what: string, path: string) => (cause: Error) => {
  throw new BelowTheLineError('file', `cannot ${what} ${path}: ${cause.message}`, { cause });
};

async function readWritten(file: FileHandle, path: string): Promise<{ written: Written; torn: Uint8Array }> {
  let [lines, whole] = [0, 0];
  let last: Uint8Array | null = null;
  let torn: Uint8Array = new Uint8Array();
  for await (const batch of cutBatches(file.createReadStream({ start: 0, autoClose: false }), path)) {
    const end = batch.lastIndexOf(NEWLINE) + 1;
    // Only the last batch may have something behind its last line feed.
    torn = batch.subarray(end);
    whole += end;
    if (end === 0) break;
    for (let at = batch.indexOf(NEWLINE); at !== -1; at = batch.indexOf(NEWLINE, at + 1)) lines++;
    const before = end === 1 ? -1 : batch.lastIndexOf(NEWLINE, end - 2);
    last = batch.subarray(before + 1, end - 1);
  }
  async function* results(): AsyncGenerator<string> {
    if (whole === 0) return;
    for await (const batch of cutBatches(file.createReadStream({ start: 0, end: whole - 1, autoClose: false }), path))
      yield* new TextDecoder().decode(batch).trimEnd().split('\n');
  }
  return { written: { lines, last: last === null ? null : new TextDecoder().decode(last), results }, torn };
}

/**
 * Yields batches with how many of their comments are done already. Lines that are no comments have no result, so what is
 * written is counted against the comments, not against the lines; and each result holds the fields of its comment, so that
 * comments that were changed since, moved or removed are seen.
 * @param name of the input, for messages
 * @throws BelowTheLineError `invalid-input` when there are fewer comments than results, or a result is of another comment.
 */
export async function* skipDone(
  batches: AsyncIterable<Uint8Array>,
  { lines, last, results }: Written,
  reading: Reading,
  name: string,
): AsyncGenerator<Batch> {
  const written = results();
  let left = lines;
  let before = 0;
  for await (const bytes of batches) {
    const { comments, lines: here } = left === 0 ? { comments: [], lines: 0 } : commentsIn(bytes, reading);
    const done = comments.slice(0, left);
    for (const { line, fields } of done) {
      const { value: result } = await written.next();
      if (answers(result ?? '', fields)) continue;
      throw new BelowTheLineError(
        'invalid-input',
        `cannot resume: the answer in its place was not given to ${name} line ${before + line}`,
      );
    }
    before += here;
    const lastWritten = left > 0 && done.length === left ? last : null;
    left -= done.length;
    yield { bytes, skip: done.length, lastWritten, reading };
  }
  if (left > 0) {
    throw new BelowTheLineError(
      'invalid-input',
      `cannot resume: there are ${lines} answers to ${lines - left} comments`,
    );
  }
}
