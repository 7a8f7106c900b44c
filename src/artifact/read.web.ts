import { fetchBytes } from './fetch.ts';

/** Reads a file by URL, relative ones against the page. */
export const read = fetchBytes;

/** Returns null: nothing can be read at once here. */
export const sizeNow = (_location: string): number | null => null;

/** Is never called where `sizeNow` gives null. */
export function readNow(location: string): { readonly bytes: Uint8Array; readonly sha256: string } {
  throw new Error(`${location} cannot be read at once`);
}

/** Returns the SHA-256 of some bytes, in lower-case hexadecimal. Throws where Web Crypto is missing. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) throw new Error('Web Crypto is missing (a page needs HTTPS)');
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
