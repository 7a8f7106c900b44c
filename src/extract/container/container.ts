import { BelowTheLineError } from '../../errors.ts';
import type { Warning } from '../../schemas.ts';

/** What a container holds: a page, or another container. */
export interface Held {
  readonly bytes: Uint8Array;
  /** The encoding that the container names; null where it names none. */
  readonly charset: string | null;
  /** The page's address; null where the container names none. */
  readonly url: string | null;
  readonly warnings: readonly Warning[];
}

/** A kind of file that holds a page beside other things. */
export interface Container {
  readonly name: string;
  readonly recognizes: (bytes: Uint8Array) => boolean;
  /**
   * Returns what it holds.
   *
   * @param url the address of the page that is asked for, where several are held; null for the first
   * @throws BelowTheLineError `invalid-input` where it is broken or holds no page, `too-large` above the limit
   */
  readonly open: (bytes: Uint8Array, url: string | null) => Held;
}

/** Returns what a container holds, of which nothing is known but what is given. */
export function held(known: Partial<Held> & Pick<Held, 'bytes'>): Held {
  return { charset: null, url: null, warnings: [], ...known };
}

export function invalid(message: string): BelowTheLineError {
  return new BelowTheLineError('invalid-input', message);
}

/** Says whether the bytes begin with these, from `at` on. */
export function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false;
  return true;
}

/** Returns the bytes as characters of the same numbers, 0 to 255. */
export function binaryString(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

/** Returns the bytes of a string that `binaryString` made. */
export function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
