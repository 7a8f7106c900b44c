import { binaryString, invalid, startsWith } from './container.ts';

/** A value of a property list: what pages do not need (dates, numbers, lists of bytes) is left as null. */
export type PropertyValue = string | Uint8Array | null | readonly Reference[] | ReadonlyMap<string, Reference>;

/** The number of an object of a property list. */
export type Reference = number;

/** A binary property list, whose objects are read when they are asked for: one may refer to another any number of times. */
export interface PropertyList {
  readonly top: Reference;
  readonly read: (object: Reference) => PropertyValue;
}

/** Says whether the bytes begin as Apple's binary property lists do. */
export function isPropertyList(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'bplist0');
}

const TRAILER = 32;
/** Entries of one list or dictionary. */
const MAX_ENTRIES = 2000;

/**
 * Returns the objects of a binary property list. Layout: CFBinaryPList.c of Apple's CoreFoundation.
 * @throws BelowTheLineError `invalid-input` where it is cut short or refers to what it does not hold; so does `read`
 */
export function propertyList(bytes: Uint8Array): PropertyList {
  if (bytes.length < 8 + TRAILER) throw broken();
  const trailer = bytes.length - TRAILER;
  const offsetSize = bytes[trailer + 6]!;
  const referenceSize = bytes[trailer + 7]!;
  const count = number(bytes, trailer + 8, 8);
  const table = number(bytes, trailer + 24, 8);
  const read = (object: Reference): PropertyValue => {
    if (object >= count) throw broken();
    return valueAt(number(bytes, table + object * offsetSize, offsetSize));
  };
  const valueAt = (at: number): PropertyValue => {
    const marker = number(bytes, at, 1);
    const { length, start } = lengthOf(bytes, marker & 15, at + 1);
    const references = (from: number) => {
      if (length > MAX_ENTRIES) throw broken();
      return Array.from({ length }, (_, i) => number(bytes, from + i * referenceSize, referenceSize));
    };
    switch (marker >> 4) {
      case 4:
        return slice(bytes, start, length);
      case 5:
        return binaryString(slice(bytes, start, length));
      case 6:
        return new TextDecoder('utf-16be').decode(slice(bytes, start, length * 2));
      case 10:
        return references(start);
      case 13: {
        const values = references(start + length * referenceSize);
        return new Map(references(start).map((key, i) => [String(read(key)), values[i]!]));
      }
      default:
        return null;
    }
  };
  return { top: number(bytes, trailer + 16, 8), read };
}

/** Lengths of 15 and more stand in a number behind the marker. */
function lengthOf(bytes: Uint8Array, length: number, at: number): { readonly length: number; readonly start: number } {
  if (length < 15) return { length, start: at };
  const size = 1 << (number(bytes, at, 1) & 15);
  return { length: number(bytes, at + 1, size), start: at + 1 + size };
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > bytes.length) throw broken();
  return bytes.subarray(start, start + length);
}

function number(bytes: Uint8Array, at: number, size: number): number {
  if (size < 1 || size > 8 || at + size > bytes.length) throw broken();
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes[at + i]!;
  return value;
}

function broken(): Error {
  return invalid('the binary property list is broken: it refers to bytes or objects that it does not hold');
}
