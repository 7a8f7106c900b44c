import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';

/**
 * Tensors in one file: the magic `BTLW`, the format version as a little-endian uint32, then each tensor at a multiple of
 * eight bytes. A table of entries, kept elsewhere, says where each lies.
 */
const MAGIC = 'BTLW';
const HEADER_BYTES = 8;
/** Larger files are refused before they are read into tensors. */
const MAX_BYTES = 256 * 1024 * 1024;

const count = z.int().check(z.nonnegative());

/** Where a tensor lies in its file, and what it is. */
export const TensorEntry = z.object({
  dtype: z.enum(['int8', 'uint8', 'float32', 'utf8']),
  /** Elements by dimension; bytes for text. */
  shape: z.array(count).check(z.minLength(1), z.maxLength(2)),
  /** Bytes from the start of the file. */
  offset: count,
});
export type TensorEntry = z.infer<typeof TensorEntry>;

type Dtype = TensorEntry['dtype'];
/** Numbers of a tensor, row by row; the text of one of type `utf8`. */
export type Tensor = Int8Array | Uint8Array | Float32Array | string;
/** Tensors of a model by their full names, such as `stance.layer0.weights`. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Returns the bytes at an address that typed arrays may start at: a copy where they were cut out of a larger buffer. */
export function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

/** Says whether threads share what an array views. */
export const isShared = ({ buffer }: ArrayBufferView): boolean =>
  typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;

/** Returns a copy of a view of a file, so that the file can be given back; of one that threads share, the view. */
export const apart = <A extends Int8Array | Uint8Array | Float32Array>(view: A): A =>
  isShared(view) ? view : (view.slice() as A);

/**
 * Checks the head of a file of tensors.
 * @param expectedBytes its length, as its manifest says
 * @throws BelowTheLineError `invalid-model` when the magic, the length or the version is another.
 */
export function checkTensorFile(file: Uint8Array, expectedBytes: number, version: number): void {
  const magic = new TextDecoder('latin1').decode(file.subarray(0, 4));
  if (magic !== MAGIC) throw invalid(`weights start with ${JSON.stringify(magic)}, expected "${MAGIC}"`);
  if (file.length !== expectedBytes) throw invalid(`weights have ${file.length} bytes, expected ${expectedBytes}`);
  if (file.length > MAX_BYTES) throw invalid(`weights have ${file.length} bytes, expected at most ${MAX_BYTES}`);
  const found = new DataView(file.buffer, file.byteOffset).getUint32(4, true);
  if (found !== version) throw invalid(`weights have format version ${found}, expected ${version}`);
}

/**
 * Returns views of the tensors of a file; only text is copied.
 * @throws BelowTheLineError `invalid-model` when a tensor lies outside of the file.
 */
export function readTensors(entries: Readonly<Record<string, TensorEntry>>, file: Uint8Array): Tensors {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, readTensor(name, entry, file)]));
}

function readTensor(name: string, { dtype, shape, offset }: TensorEntry, file: Uint8Array): Tensor {
  const length = shape.reduce((product, n) => product * n, 1);
  const bytes = dtype === 'float32' ? length * 4 : length;
  if (offset % 8 !== 0 || offset < HEADER_BYTES || offset + bytes > file.length) {
    throw invalid(
      `tensor ${name} lies at ${offset} to ${offset + bytes}, expected a multiple of 8 inside ${HEADER_BYTES} to ${file.length}`,
    );
  }
  const at = file.byteOffset + offset;
  if (dtype === 'float32') return new Float32Array(file.buffer, at, length);
  if (dtype === 'int8') return new Int8Array(file.buffer, at, length);
  if (dtype === 'uint8') return new Uint8Array(file.buffer, at, length);
  return new TextDecoder().decode(file.subarray(offset, offset + bytes));
}

/** Returns tensors laid out as one file, in the order of their names, and where each lies; the same tensors give the same bytes. */
export function serializeTensors(
  tensors: Tensors,
  version: number,
): { readonly file: Uint8Array; readonly entries: Record<string, TensorEntry> } {
  const names = Object.keys(tensors).sort();
  const entries: Record<string, TensorEntry> = {};
  const chunks = names.map((name) => bytesOf(tensors[name]!));
  let offset = HEADER_BYTES;
  for (const [i, name] of names.entries()) {
    const tensor = tensors[name]!;
    const dtype = dtypeOf(tensor);
    entries[name] = { dtype, shape: [dtype === 'utf8' ? chunks[i]!.length : tensor.length], offset };
    offset = roundUp(offset + chunks[i]!.length);
  }
  const file = new Uint8Array(offset);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(4, version, true);
  for (const [i, name] of names.entries()) file.set(chunks[i]!, entries[name]?.offset);
  return { file, entries };
}

/**
 * Returns one tensor by its full name.
 * @throws BelowTheLineError `invalid-model` when it is missing, of another type or of another length.
 */
export function tensor<T extends Dtype>(tensors: Tensors, name: string, dtype: T, length?: number) {
  const found = tensors[name];
  const actual = found === undefined ? 'missing' : dtypeOf(found);
  if (actual !== dtype) throw invalid(`tensor ${name} is ${actual}, expected ${dtype}`);
  if (length !== undefined && found?.length !== length) {
    throw invalid(`tensor ${name} has ${found?.length} elements, expected ${length}`);
  }
  return found as { int8: Int8Array; uint8: Uint8Array; float32: Float32Array; utf8: string }[T];
}

function dtypeOf(value: Tensor): Dtype {
  if (typeof value === 'string') return 'utf8';
  if (value instanceof Uint8Array) return 'uint8';
  return value instanceof Int8Array ? 'int8' : 'float32';
}

function bytesOf(value: Tensor): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

const roundUp = (bytes: number) => Math.ceil(bytes / 8) * 8;
const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
