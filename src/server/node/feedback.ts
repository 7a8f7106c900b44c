import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BelowTheLineError } from '../../errors.ts';
import type { FeedbackRow, FeedbackStore } from '../options.ts';

export interface FeedbackFile extends FeedbackStore {
  /** Waits for what is being written, and closes the file. */
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly kept: () => void;
  readonly lost: (error: Error) => void;
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
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const bytes = Buffer.from(batch.map(({ line }) => line).join(''));
        await file.appendFile(bytes);
        await file.datasync();
        end += bytes.length;
        for (const { kept } of batch) kept();
      } catch (error) {
        // Half a batch may have reached the file: none of it counts.
        await file.truncate(end).catch(() => {});
        for (const { lost } of batch) lost(error as Error);
      }
    }
    writing = null;
  }

  return {
    append: (row: FeedbackRow) =>
      new Promise((kept, lost) => {
        waiting.push({ line: `${JSON.stringify(row)}\n`, kept, lost });
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
const CHUNK = 64 * 1024;

/** Ends the file with a whole line. @returns its size in bytes */
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

/** Where the text behind the last line break begins. */
async function lastLineStart(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
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
