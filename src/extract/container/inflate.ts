import { Gunzip, Inflate, Unzlib } from 'fflate/browser';
import { BelowTheLineError } from '../../errors.ts';
import { type Container, held, invalid, startsWith } from './container.ts';
import { collector } from './size.ts';

/** Bytes given to the decoder at a time: 1 MiB of output comes of each 1 KiB at most, and then it is counted. */
const CHUNK = 16_384;

interface Decoder {
  push(chunk: Uint8Array, final?: boolean): void;
}

/** Returns an uncompressed copy of gzip (RFC 1952), of one member or several. */
export const gzip: Container = {
  name: 'gzip',
  recognizes: (bytes) => startsWith(bytes, '\x1f\x8b\x08'),
  open: (bytes) => {
    const { inflated, broken } = inflatedBy((onData) => new Gunzip(onData), bytes, 'the gzip file');
    if (broken === null) return held({ bytes: inflated });
    const message = `the gzip file breaks off after ${inflated.length} bytes: ${broken}`;
    if (inflated.length === 0) throw invalid(message);
    return held({ bytes: inflated, warnings: [{ code: 'truncated', message }] });
  },
};

/** Returns what raw deflate (RFC 1951), or deflate in zlib's format (RFC 1950), holds. Throws as `Container.open` does. */
export function inflateRaw(bytes: Uint8Array, what: string): Uint8Array {
  const isZlib = (bytes[0]! & 15) === 8 && ((bytes[0]! << 8) | bytes[1]!) % 31 === 0;
  const { inflated, broken } = inflatedBy((onData) => (isZlib ? new Unzlib(onData) : new Inflate(onData)), bytes, what);
  if (broken !== null) throw invalid(`${what} is no deflate: ${broken}`);
  return inflated;
}

function inflatedBy(decoder: (onData: (part: Uint8Array) => void) => Decoder, bytes: Uint8Array, what: string) {
  const { add, bytes: inflated } = collector(what);
  const stream = decoder(add);
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    }
    return { inflated: inflated(), broken: null };
  } catch (error) {
    if (error instanceof BelowTheLineError) throw error;
    return { inflated: inflated(), broken: (error as Error).message };
  }
}
