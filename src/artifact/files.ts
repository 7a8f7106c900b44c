import { read, sha256Of } from '#read';
import { BelowTheLineError } from '../errors.ts';

/**
 * Loads one file of a folder, a path or a URL.
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

/**
 * Returns the SHA-256 of some bytes, in lower-case hexadecimal.
 * @throws BelowTheLineError `invalid-model` where nothing can compute it.
 */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  try {
    return await sha256Of(bytes);
  } catch (cause) {
    throw new BelowTheLineError('invalid-model', `cannot verify the model: ${(cause as Error).message}`, { cause });
  }
}
