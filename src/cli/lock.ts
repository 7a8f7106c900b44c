import { rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BelowTheLineError } from '../errors.ts';

/**
 * Keeps other processes from writing to a file, by one beside it that names this process; returns what ends that. A lock
 * of a process that was killed on this machine counts for none.
 * @throws BelowTheLineError `file` when another process holds it, or none can be made.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const beside = `${path}.lock`;
  await take(beside).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cannotLock(path, cause);
    const holder = (await readFile(beside, 'utf8').catch(() => '')).trim();
    if (isHeld(holder)) {
      const message = `${path} is being written by process ${holder}; if it is not, remove ${beside}`;
      throw new BelowTheLineError('file', message, { cause });
    }
    await rm(beside, { force: true });
    await take(beside).catch((again) => {
      throw cannotLock(path, again);
    });
  });
  const release = () => rmSync(beside, { force: true });
  process.once('exit', release);
  return async () => {
    process.off('exit', release);
    release();
  };
}

const take = (beside: string) => writeFile(beside, `${process.pid} on ${hostname()}\n`, { flag: 'wx' });

const cannotLock = (path: string, cause: Error) =>
  new BelowTheLineError('file', `cannot lock ${path}: ${cause.message}`, { cause });

/** Says whether a process may still run. What another machine does nobody here knows. */
function isHeld(holder: string): boolean {
  const [pid = '', host = ''] = holder.split(' on ');
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
