import { read } from '#read';
import { BelowTheLineError } from '../errors.ts';

/**
 * Reads one file of a model's folder, a path or a URL.
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function readPart(folder: string | URL, file: string): Promise<Uint8Array> {
  const location = `${String(folder).replace(/\/?$/, '/')}${file}`;
  try {
    return await read(location);
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot read ${location}: ${(cause as Error).message}`, { cause });
  }
}
