import { BelowTheLineError } from '../../errors.ts';

/** Pages are held in memory as a tree; larger ones are refused. In bytes, or in UTF-16 units for strings. */
export const MAX_SIZE = 64 * 1024 * 1024;

/** @throws BelowTheLineError `too-large` above 64 MiB */
export function checkSize(size: number, unit: string, what = 'the page'): void {
  if (size <= MAX_SIZE) return;
  throw new BelowTheLineError('too-large', `${what} has ${size} ${unit}: the limit is ${MAX_SIZE}`);
}

/** Collects what is unpacked, and stops at the limit: a small file may hold any number of bytes. */
export function collector(what: string): {
  readonly add: (part: Uint8Array) => void;
  readonly bytes: () => Uint8Array;
} {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    add: (part) => {
      length += part.length;
      if (length > MAX_SIZE) {
        throw new BelowTheLineError('too-large', `${what} has over ${MAX_SIZE} bytes unpacked, which is the limit`);
      }
      parts.push(part);
    },
    bytes: () => joined(parts, length),
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
