import { hashOf, readPart } from '../artifact/files.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import { BelowTheLineError } from '../errors.ts';
import { defaultFolders, ENCODER_PACKAGE } from './folder.ts';
import { type LinearHeads, parseHeads, widthOf } from './heads.ts';
import { type EncoderFile, type EncoderManifest, parseEncoderManifest, verifyFile } from './manifest.ts';
import { type Encoder, openEncoder } from './onnx.ts';
import type { OnnxRuntime } from './runtime.ts';
import { readWordPieces, type WordPieces } from './word-pieces.ts';

/** A verified encoder with its heads, ready to run. */
export interface EncoderModel {
  readonly manifest: EncoderManifest;
  /** Hash of `model.json`, which names those of the other files. */
  readonly sha256: string;
  readonly wordPieces: WordPieces;
  readonly encoder: Encoder;
  readonly heads: LinearHeads;
  /** Where it was read from. */
  readonly folder: string | URL;
}

/** Options of loading an encoder: the model, and the runtime. */
export interface EncoderOptions {
  /** A folder, as path or URL. Default: the package `below-the-line-contextual-en`, or the one in a checkout. */
  readonly encoderModel?: string | URL | undefined;
  /** ONNX Runtime, or a build of it. Default: `onnxruntime-node` where it is installed, else `onnxruntime-web`. */
  readonly runtime?: OnnxRuntime | undefined;
}

/**
 * Loads an encoder and verifies every file of it.
 * @throws BelowTheLineError `missing-package` when there is no model or no runtime, `file` when a file cannot be read,
 * `invalid-model` when one is not what the manifest says.
 */
export async function loadEncoder({ encoderModel, runtime }: EncoderOptions = {}): Promise<EncoderModel> {
  const { folder, bytes } = encoderModel === undefined ? await findManifest() : await readManifest(encoderModel);
  const manifest = parseEncoderManifest(bytes);
  const part = async (name: EncoderFile) => {
    const file = await readPart(folder, name);
    await verifyFile(name, file, manifest);
    return file;
  };
  const wordPieces = readWordPieces(await part('tokenizer.json'));
  const heads = parseHeads(await part('heads.json'));
  const encoder = await openEncoder(await part('encoder.onnx'), widthOf(heads), runtime);
  return { manifest, sha256: await hashOf(bytes), wordPieces, encoder, heads, folder };
}

interface FoundManifest {
  readonly folder: string | URL;
  readonly bytes: Uint8Array;
}

const readManifest = async (folder: string | URL): Promise<FoundManifest> => ({
  folder,
  bytes: await readPart(folder, MANIFEST_FILE),
});

async function findManifest(): Promise<FoundManifest> {
  for (const folder of defaultFolders()) {
    const found = await readManifest(folder).catch(() => null);
    if (found !== null) return found;
  }
  throw new BelowTheLineError(
    'missing-package',
    `there is no encoder: npm install ${ENCODER_PACKAGE}, or name a folder that holds one`,
  );
}
