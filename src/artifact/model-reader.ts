import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import type { OnBytes } from './fetch.ts';
import { locationIn, readPart } from './files.ts';
import { parseJson } from './json.ts';
import { MANIFEST_FILE } from './manifest.ts';
import { nextOf } from './next.ts';

/** A file of a model: its bytes, or where it is, by path or URL. */
export type ModelFile = Uint8Array | ArrayBuffer | string | URL;

/** The files of a model; without the encoder's the lexical scorer answers alone. */
export interface AllModelFiles {
  /** `model.json`, as a file or as what it holds: what a bundler or an import gives. */
  readonly manifest: ModelFile | Readonly<Record<string, unknown>>;
  readonly weights: ModelFile;
  readonly encoder?: ModelFile | undefined;
}

/** Where a model is: a folder, by path or URL, or its files. */
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
  /** What `model.json` holds. */
  readonly manifest: Promise<unknown>;
  /** Returns where a file is, whose name in a folder is given; null where its bytes were given, or nothing was. */
  readonly locationOf: (part: ModelPart, name: string) => string | null;
  /**
   * Returns the bytes of a file; null where it was not given with the others.
   * @throws BelowTheLineError `file` when it cannot be read.
   */
  readonly read: (part: ModelPart, name: string) => Promise<Uint8Array | null>;
  /** Returns the bytes of the file that waits to take the place of another, as `read` does. */
  readonly readNext: (part: ModelPart, name: string) => Promise<Uint8Array | null>;
}

/**
 * Begins to read a model.
 * @param parts what will be read of it, for the number of bytes in all
 * @param advice what to say behind the error where a file is not there
 * @throws BelowTheLineError `invalid-input` when a file is given as what is none, or `onProgress` is no function.
 */
export function openModel(
  model: ModelLocation,
  parts: readonly ModelPart[],
  { onProgress }: ReadOptions = {},
  advice = '',
): ModelReader {
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw invalid(`onProgress: expected a function, got ${nameOf(onProgress)}`);
  const fileOf = filesOf(model);
  const manifest = readManifest(fileOf('manifest', MANIFEST_FILE), advice);
  // Whoever waits for it is told; it may fail before anybody does.
  manifest.catch(() => {});
  const meter = onProgress && manifest.then((json) => createMeter(onProgress, totalOf(json, parts)));
  meter?.catch(() => {});
  const locationOf = (part: ModelPart, name: string) => {
    const file = fileOf(part, name);
    return typeof file === 'string' ? file : null;
  };
  return {
    manifest,
    locationOf,
    read: async (part, name) => {
      const file = fileOf(part, name);
      return typeof file === 'string'
        ? readPart(file, await meter).catch(advising(advice))
        : (file as Uint8Array | null);
    },
    readNext: async (part, name) => {
      const location = locationOf(part, name);
      return location === null ? null : readPart(nextOf(location), await meter);
    },
  };
}

/** Returns what gives a file: its bytes, its location, null where it was not given, or what the manifest holds. */
function filesOf(model: ModelLocation): (part: keyof AllModelFiles, name: string) => object | string | null {
  if (typeof model === 'string' || isUrl(model)) return (_, name) => locationIn(model, name);
  if (typeof model !== 'object' || model === null)
    throw invalid(`model: expected a folder, or the files of a model, got ${nameOf(model)}`);
  const { manifest, weights, encoder } = model;
  const files = {
    manifest: fileOf(manifest) ?? (isRecord(manifest) ? manifest : refuse('manifest', manifest)),
    weights: fileOf(weights) ?? refuse('weights', weights),
    encoder: encoder === undefined ? null : (fileOf(encoder) ?? refuse('encoder', encoder)),
  };
  return (part) => files[part];
}

/** Returns a view of the bytes of a file, or its location; null for what is neither. */
function fileOf(value: unknown): Uint8Array | string | null {
  if (typeof value === 'string') return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // By name: one of another realm, as tests run in, is none of ours.
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') return new Uint8Array(value as ArrayBuffer);
  return isUrl(value) ? value.href : null;
}

const isUrl = (value: unknown): value is URL => Object.prototype.toString.call(value) === '[object URL]';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(name: keyof AllModelFiles, value: unknown): never {
  throw invalid(`model.${name}: expected bytes (a Uint8Array), or the path or URL of a file, got ${nameOf(value)}`);
}

async function readManifest(file: object | string | null, advice: string): Promise<unknown> {
  if (typeof file !== 'string') return file instanceof Uint8Array ? parseJson(MANIFEST_FILE, file) : file;
  try {
    const bytes = await readPart(file);
    if (bytes[0] !== '<'.charCodeAt(0)) return parseJson(MANIFEST_FILE, bytes);
  } catch (error) {
    return advising(advice)(error);
  }
  const message = `cannot read ${file}: it is HTML, as servers of single pages answer where a file is not there`;
  return advising(advice)(new BelowTheLineError('file', message));
}

/** Returns what adds some advice to an error of reading a file, and throws it. */
const advising = (advice: string) => (error: unknown) => {
  if (advice === '' || !(error instanceof BelowTheLineError && error.code === 'file')) throw error;
  throw new BelowTheLineError('file', `${error.message}. ${advice}`, { cause: error });
};

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
