import { once } from 'node:events';
import { fstatSync, writeSync } from 'node:fs';
import { chmod, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BelowTheLineError } from '../errors.ts';

/** What keeps a file from being replaced that may still be written to: a folder of others, a file that is mounted. */
const IN_PLACE = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'];

/**
 * Writes to standard output; returns false where a reader is slower, who says `drain` once there is room.
 * @throws BelowTheLineError `file` when a file did not take all of it.
 */
export function writeOut(data: string | Uint8Array): boolean {
  if (!isFile()) return process.stdout.write(data);
  // Node counts what it writes to a file as written, also where a full disk took only the beginning.
  const bytes = Buffer.from(data);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(process.stdout.fd, bytes, at);
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot write to standard output: ${(cause as Error).message}`, { cause });
  }
  return true;
}

/** Writes to standard output as `writeOut` does, and waits until there is room for more. */
export async function streamOut(data: string | Uint8Array): Promise<void> {
  if (!writeOut(data)) await once(process.stdout, 'drain');
}

/** Says whether standard output is written to at once: a file, or a device that is no terminal. */
function isFile(): boolean {
  const status = fstatSync(process.stdout.fd);
  return status.isFile() || (status.isCharacterDevice() && !process.stdout.isTTY);
}

/**
 * Writes a file as a whole: what stood there before stays until all of the new is on the disk.
 * @throws Error of the file system, with what stood there before left as it is.
 */
export async function replaceFile(path: string, data: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => null);
  // Pipes and devices have nothing to keep.
  if (old !== null && !old.isFile()) return writeFile(target, data);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    if (old !== null) await chmod(draft, old.mode);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    if (old === null || !IN_PLACE.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await writeFile(target, data);
  }
}
