import { type FileHandle, open } from 'node:fs/promises';
import { BelowTheLineError } from '../errors.ts';
import { cutBatches } from './batches.ts';
import { type Batch, countComments } from './classify-batch.ts';

/** What an earlier run left behind. */
export interface Written {
  /** Whole lines, each the answer to one comment. */
  readonly lines: number;
  /** The last of them; null where there is none. */
  readonly last: string | null;
}

const NEWLINE = 10;

/**
 * Opens the file of an earlier run (or a new one) to append to, reads how far that run came, and cuts off what is behind
 * the last whole line: a run that is killed while it writes leaves a torn one.
 * @throws BelowTheLineError `file` when the file cannot be read or written.
 */
export async function reopen(path: string): Promise<{ readonly written: Written; readonly file: FileHandle }> {
  try {
    const file = await open(path, 'a+');
    const { written, bytes } = await readWritten(file, path);
    await file.truncate(bytes);
    return { written, file };
  } catch (cause) {
    if (cause instanceof BelowTheLineError) throw cause;
    throw new BelowTheLineError('file', `cannot resume ${path}: ${(cause as Error).message}`, { cause });
  }
}

async function readWritten(file: FileHandle, path: string): Promise<{ written: Written; bytes: number }> {
  let [lines, bytes] = [0, 0];
  let last: Uint8Array | null = null;
  for await (const batch of cutBatches(file.createReadStream({ start: 0, autoClose: false }), path)) {
    // Only the last batch may lack a line feed.
    const end = batch.lastIndexOf(NEWLINE) + 1;
    if (end === 0) break;
    for (let at = batch.indexOf(NEWLINE); at !== -1; at = batch.indexOf(NEWLINE, at + 1)) lines++;
    const before = end === 1 ? -1 : batch.lastIndexOf(NEWLINE, end - 2);
    last = batch.subarray(before + 1, end - 1);
    bytes += end;
  }
  return { written: { lines, last: last === null ? null : new TextDecoder().decode(last) }, bytes };
}

/**
 * Says of each batch how many of its comments have their answer already. Lines that are no comments have none, so what is
 * written is counted against the comments, not against the lines.
 * @throws BelowTheLineError `invalid-input` when there are fewer comments than answers.
 */
export async function* behind(batches: AsyncIterable<Uint8Array>, { lines, last }: Written): AsyncGenerator<Batch> {
  let left = lines;
  for await (const bytes of batches) {
    const skip = left === 0 ? 0 : Math.min(left, countComments(bytes));
    const lastWritten = left > 0 && skip === left ? last : null;
    left -= skip;
    yield { bytes, skip, lastWritten };
  }
  if (left > 0) {
    throw new BelowTheLineError(
      'invalid-input',
      `cannot resume: there are ${lines} answers to ${lines - left} comments`,
    );
  }
}
