import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import type { OnBytes } from './fetch.ts';
import { readPart } from './files.ts';
import { parseJson } from './json.ts';
import { MANIFEST_FILE } from './manifest.ts';

/** The files of a model, as bytes; without the encoder's the lexical scorer answers alone. */
export interface AllModelFiles {
  readonly manifest: Uint8Array;
  readonly weights: Uint8Array;
  readonly encoder?: Uint8Array | undefined;
}

/** Where a model is: a folder, by path or URL, or the bytes of its files. */
export type ModelLocation = string | URL | AllModelFiles;

/** Files of a model beside its manifest. */
export type ModelPart = Exclude<keyof AllModelFiles, 'manifest'>;

/**
 * Is told how many bytes of a model's files have arrived, and how many there are in all, the manifest aside. Only files
 * that are fetched are told of.
 */
export type OnProgress = (loadedBytes: number, totalBytes: number) => void;

/** What is told of reading a model. */
export interface ReadOptions {
  readonly onProgress?: OnProgress | undefined;
}

/** A model whose manifest is read once, whatever else is read of it. */
export interface ModelReader {
  /** Null where the model was given as bytes. */
  readonly folder: string | URL | null;
  /** What `model.json` holds. */
  readonly manifest: Promise<unknown>;
  /**
   * Returns the bytes of a file, whose name in a folder is given; null where they were not given with the others.
   * @throws BelowTheLineError `file` when it cannot be read.
   */
  readonly read: (part: ModelPart, name: string) => Promise<Uint8Array | null>;
}

/**
 * Begins to read a model.
 * @param parts what will be read of it, for the number of bytes in all
 * @throws BelowTheLineError `invalid-input` when a file is given and no bytes, or `onProgress` is no function.
 */
export function openModel(model: ModelLocation, parts: readonly ModelPart[], options: ReadOptions = {}): ModelReader {
  const { onProgress } = options;
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw invalid(`onProgress: expected a function, got ${nameOf(onProgress)}`);
  if (!(typeof model === 'string' || model instanceof URL)) return readerOfBytes(model);
  const manifest = readPart(model, MANIFEST_FILE).then((bytes) => parseJson(MANIFEST_FILE, bytes));
  // Whoever waits for it is told; it may fail before anybody does.
  manifest.catch(() => {});
  const meter = onProgress && manifest.then((json) => createMeter(onProgress, totalOf(json, parts)));
  meter?.catch(() => {});
  return { folder: model, manifest, read: async (_, name) => readPart(model, name, await meter) };
}

function readerOfBytes({ manifest, weights, encoder }: AllModelFiles): ModelReader {
  const json = parseJson(MANIFEST_FILE, bytesOf('manifest', manifest));
  const files = {
    weights: bytesOf('weights', weights),
    encoder: encoder === undefined ? null : bytesOf('encoder', encoder),
  };
  return { folder: null, manifest: Promise.resolve(json), read: async (part) => files[part] };
}

/**
 * Returns a view of the bytes of one file.
 * @throws BelowTheLineError `invalid-input` when it is neither a Uint8Array nor an ArrayBuffer.
 */
function bytesOf(name: keyof AllModelFiles, value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalid(`model.${name}: expected bytes (a Uint8Array), got ${nameOf(value)}`);
}

const nameOf = (value: unknown) => (value === null ? 'null' : typeof value);

/** What of a manifest says how large its files are. */
const Size = z.object({ bytes: z.number() });
const Sizes = z.object({ weights: Size, encoder: z.optional(z.object({ file: Size })) });

/** Returns how many bytes some files have by a manifest; null where it does not say, for which it is refused later. */
function totalOf(json: unknown, parts: readonly ModelPart[]): number | null {
  const sizes = Sizes.safeParse(json, { jitless: true }).data;
  if (sizes === undefined) return null;
  const bytes = { weights: sizes.weights.bytes, encoder: sizes.encoder?.file.bytes ?? 0 };
  return parts.reduce((sum, part) => sum + bytes[part], 0);
}

/** Adds up the bytes of several files as they arrive. */
function createMeter(onProgress: OnProgress, total: number | null): OnBytes | undefined {
  if (total === null) return undefined;
  let loaded = 0;
  return (bytes) => {
    loaded += bytes;
    onProgress(loaded, total);
  };
}

const invalid = (message: string) => new BelowTheLineError('invalid-input', message);
