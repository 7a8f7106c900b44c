import { read, readNow as readFileNow, sha256Of, sizeNow } from '#read';
import { BelowTheLineError } from '../errors.ts';
import type { OnBytes } from './fetch.ts';

/**
 * Loads a file, by path or URL.
 * @param onBytes is told of bytes as they arrive, where the file is fetched
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function readPart(location: string, onBytes?: OnBytes): Promise<Uint8Array> {
  try {
    return await read(location, onBytes);
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

/**
 * Returns the size in bytes of a file on this machine; null where it is elsewhere, so that it cannot be read at once.
 * @throws BelowTheLineError `file` when it is missing.
 */
export function localSize(location: string): number | null {
  try {
    return sizeNow(location);
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

/**
 * Reads a file on this machine at once, and its SHA-256.
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export function readNow(location: string): { readonly bytes: Uint8Array; readonly sha256: string } {
  try {
    return readFileNow(location);
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

/** Returns where a file of a folder is, a path or a URL. */
export const locationIn = (folder: string | URL, file: string): string =>
  `${String(folder).replace(/\/?$/, '/')}${file}`;

const unreadable = (location: string, cause: unknown) =>
  new BelowTheLineError('file', `cannot read ${location}: ${(cause as Error).message}`, { cause });

/**
 * Returns the SHA-256 of a value of JSON, whatever the order of its keys and the spaces of its file.
 * @throws BelowTheLineError as `hashOf` does.
 */
export const hashOfJson = (value: unknown): Promise<string> =>
  hashOf(new TextEncoder().encode(JSON.stringify(value, (_, part) => (isObject(part) ? sorted(part) : part))));

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

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
