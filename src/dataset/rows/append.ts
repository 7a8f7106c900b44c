import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BelowTheLineError } from '../../errors.ts';
import { type LastLines, lastLines } from './last-lines.ts';

/** A file of JSON lines that rows are appended to. */
export interface AppendFile<Row> {
  /** Resolves once the row is on the disk, and rejects where it is not. */
  append(row: Row): Promise<void>;
  /** Opens the file anew before the next row: what a log's rotation asks for. */
  reopen(): void;
  /** Waits for what is being written, and closes the file. */
  close(): Promise<void>;
}

/** What tells a file of such rows from another that must not be written to. */
export interface OwnRows {
  /** Says whether the end of a file is of such rows; an empty file is. */
  readonly isOwn: (end: LastLines) => boolean;
  /** The rows, as a message names them. */
  readonly rows: string;
  /** Their form, as a message shows it. */
  readonly expected: string;
}

/** A row that is to be written, and whom to tell. */
interface PendingRow {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A file that is open, and whether its last line lacks its end. */
interface OpenFile {
  readonly handle: FileHandle;
  isTorn: boolean;
}

/**
 * Opens a file of JSON lines to append rows to, and makes it where it is missing. `append` resolves once the row is on the
 * disk (fsync): what was acknowledged survives a kill and a power cut. Rows that arrive while one is being written are
 * written together, with one fsync for all of them.
 *
 * Nothing is ever cut off: several processes may append to one file. A line that a crash or a full disk cut short was
 * acknowledged to nobody, and is ended where it is; whoever reads the rows leaves it out. A file that was moved away or
 * removed is made anew.
 *
 * @throws BelowTheLineError `file` when it cannot be opened, or holds something else than such rows
 */
export async function openAppendFile<Row>(path: string, own: OwnRows): Promise<AppendFile<Row>> {
  let file: OpenFile | null = await openOwn(path, own);
  let pending: PendingRow[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        const lines = batch.map(({ line }) => line).join('');
        await write(lines);
        // Whoever removed the file meanwhile did not mean the rows that were about to come.
        if ((await file!.handle.stat()).nlink === 0) await write(lines);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        if (file !== null) file.isTorn = true;
        for (const { reject } of batch) reject(error as Error);
      }
    }
    writing = null;
  }

  async function write(lines: string): Promise<void> {
    if (file !== null && !(await isAt(file.handle, path))) await closeFile();
    file ??= await openOwn(path, own);
    await file.handle.appendFile(file.isTorn ? `\n${lines}` : lines);
    await file.handle.datasync();
    file.isTorn = false;
  }

  async function closeFile(): Promise<void> {
    const { handle } = file!;
    file = null;
    await handle.close();
  }

  let isDue = false;
  return {
    append: (row) =>
      new Promise((resolve, reject) => {
        pending.push({ line: `${JSON.stringify(row)}\n`, resolve, reject });
        writing ??= writeAll();
      }),
    reopen() {
      if (isDue) return;
      isDue = true;
      const after = (writing ?? Promise.resolve()).then(async () => {
        isDue = false;
        if (file !== null) await closeFile();
        file = await openOwn(path, own).catch(() => null);
      });
      writing = after.then(() => writeAll());
    },
    async close() {
      await writing;
      if (file !== null) await closeFile();
    },
  };
}

async function openOwn(path: string, own: OwnRows): Promise<OpenFile> {
  const handle = await open(path, 'a+').catch((cause: Error) => {
    throw new BelowTheLineError('file', `cannot open ${path}: ${cause.message}`, { cause });
  });
  try {
    const isTorn = await checkOwn(handle, path, own);
    await handle.sync();
    await syncFolder(dirname(path));
    return { handle, isTorn };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Says whether the last line lacks its end.
 * @throws BelowTheLineError `file` where the last whole line, or what there is of the only one, is no such row
 */
async function checkOwn(handle: FileHandle, path: string, { isOwn, rows, expected }: OwnRows): Promise<boolean> {
  const end = await lastLines(handle);
  const { whole, rest } = end;
  if (isOwn(end)) return rest !== '';
  throw new BelowTheLineError(
    'file',
    `${path} holds something else than ${rows}, and is left as it is: expected rows ${expected}, got ${JSON.stringify((whole ?? rest).slice(0, 60))}`,
  );
}

/** Says whether an open file is still the one at a path. */
async function isAt(handle: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([handle.stat(), stat(path).catch(() => null)]);
  return there !== null && there.ino === own.ino && there.dev === own.dev;
}

/** A new file is only safe once its folder is. Systems that cannot sync a folder say so, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
