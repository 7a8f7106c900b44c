import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Reads a file by path or URL: from disk, or with fetch where the URL is not a file's. */
export async function read(location: string | URL): Promise<Uint8Array> {
  const url = typeof location === 'string' && /^[a-z][a-z0-9+.-]+:/i.test(location) ? new URL(location) : location;
  if (typeof url === 'string') return readFile(url);
  if (url.protocol === 'file:') return readFile(fileURLToPath(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Returns the SHA-256 of some bytes, in lower-case hexadecimal. Web Crypto would copy them, and Node keeps the room of
 * the copy.
 */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return createHash('sha256').update(bytes).digest('hex');
}
