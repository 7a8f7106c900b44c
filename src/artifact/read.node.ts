import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fetchBytes, type OnBytes } from './fetch.ts';

/** Reads a file by path or URL: from disk, or with fetch where the URL is not a file's. Only what is fetched is told of. */
export async function read(location: string, onBytes?: OnBytes): Promise<Uint8Array> {
  const path = localPath(location);
  return path === null ? fetchBytes(location, onBytes) : readFile(path);
}

/** Returns the size of a file in bytes; null where it is not on disk, and cannot be read at once. */
export function sizeNow(location: string): number | null {
  const path = localPath(location);
  return path === null ? null : statSync(path).size;
}

/** Reads a file from disk at once. */
export function readNow(location: string): { readonly bytes: Uint8Array; readonly sha256: string } {
  const bytes = readFileSync(localPath(location)!);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Returns the path of a file on disk, by path or URL; null for the URL of anything else. */
function localPath(location: string): string | null {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(location)) return location;
  const url = new URL(location);
  return url.protocol === 'file:' ? fileURLToPath(url) : null;
}

/**
 * Returns the SHA-256 of some bytes, in lower-case hexadecimal. Web Crypto would copy them, and Node keeps the room of
 * the copy.
 */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return createHash('sha256').update(bytes).digest('hex');
}
