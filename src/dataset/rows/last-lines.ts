import type { FileHandle } from 'node:fs/promises';

const NEWLINE = 10;
/** Bytes that are read at a time, and that a line is looked at from its start. */
const CHUNK = 64 * 1024;
const MAX_LINE = 1024 * 1024;

/** The end of a file of lines. */
export interface LastLines {
  /** The last line that has its end; null where none has. */
  readonly whole: string | null;
  /** What stands behind it; its start, where it is long. */
  readonly rest: string;
}

/** Reads the end of a file of lines. */
export async function lastLines(file: FileHandle): Promise<LastLines> {
  const { size } = await file.stat();
  const restStart = await lineStart(file, size);
  const rest = await textOf(file, restStart, size);
  if (restStart === 0) return { whole: null, rest };
  return { whole: await textOf(file, await lineStart(file, restStart - 1), restStart - 1), rest };
}

/** Byte offset behind the last line feed before `end`, searched from there. */
async function lineStart(file: FileHandle, end: number): Promise<number> {
  for (let to = end; to > 0; to -= CHUNK) {
    const from = Math.max(0, to - CHUNK);
    const { buffer } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
    const index = buffer.lastIndexOf(NEWLINE);
    if (index >= 0) return from + index + 1;
  }
  return 0;
}

async function textOf(file: FileHandle, start: number, end: number): Promise<string> {
  const length = Math.min(end - start, MAX_LINE);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.toString();
}
