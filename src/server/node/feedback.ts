import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BelowTheLineError } from '../../errors.ts';
import type { FeedbackRow, FeedbackStore } from '../options.ts';

/** A file that decisions are appended to. */
export interface FeedbackFile extends FeedbackStore {
  /** Waits for what is being written, and closes the file. */
  close(): Promise<void>;
}

/** A row that is to be written, and whom to tell. */
interface PendingRow {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Opens a file of JSON lines to append decisions to, and makes it where it is missing. `append` resolves once the row
 * is on the disk (fsync): what was acknowledged survives a kill and a power cut. Rows that arrive while one is being
 * written are written together, with one fsync for all of them. One process at a time may have a file open.
 *
 * A last line that a crash cut short was acknowledged to nobody, and is cut off.
 *
 * @throws BelowTheLineError `file` when it cannot be opened
 */
export async function openFeedback(path: string): Promise<FeedbackFile> {
  const { file, size } = await openWhole(path).catch((cause: Error) => {
    throw new BelowTheLineError('file', `cannot open ${path}: ${cause.message}`, { cause });
  });
  let end = size;
  let pending: PendingRow[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        const bytes = Buffer.from(batch.map(({ line }) => line).join(''));
        await file.appendFile(bytes);
        await file.datasync();
        end += bytes.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // Half a batch may have reached the file: none of it counts.
        await file.truncate(end).catch(() => {});
        for (const { reject } of batch) reject(error as Error);
      }
    }
    writing = null;
  }

  return {
    append: (row: FeedbackRow) =>
      new Promise((resolve, reject) => {
        pending.push({ line: `${JSON.stringify(row)}\n`, resolve, reject });
        writing ??= writeAll();
      }),
    async close() {
      await writing;
      await file.close();
    },
  };
}

async function openWhole(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  const file = await open(path, 'a+');
  try {
    const size = await repairEnd(file);
    await file.sync();
    await syncFolder(dirname(path));
    return { file, size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const NEWLINE = 10;
/** Bytes that are read at a time. */
const CHUNK = 64 * 1024;

/** Ends the file with a whole line, and returns its size in bytes. */
async function repairEnd(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const lineStart = await lastLineStart(file, size);
  if (lineStart === size) return size;
  const { buffer } = await file.read(Buffer.alloc(size - lineStart), 0, size - lineStart, lineStart);
  if (isJson(buffer.toString())) {
    await file.appendFile('\n');
    return size + 1;
  }
  await file.truncate(lineStart);
  return lineStart;
}

/** Byte offset behind the last line feed, searched from the end. */
async function lastLineStart(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const index = buffer.lastIndexOf(NEWLINE);
    if (index >= 0) return start + index + 1;
  }
  return 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A new file is only safe once its folder is. Systems that cannot sync a folder say so, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
