import { hashOf, hashOfJson, localSize, readNow } from '../artifact/files.ts';
import type { ModelReader } from '../artifact/model-reader.ts';
import { nextOf } from '../artifact/next.ts';
import { isShared } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import type { EncoderManifest } from './manifest.ts';
import { type EncoderModel, parseEncoder } from './model.ts';
import { createEncoderScorer, type EncoderScorer } from './scorer.ts';

/** An encoder that is read when it is first asked for: who only asks about toxicity waits for none. */
export interface EncoderSource {
  readonly manifest: EncoderManifest;
  /** Hash of the manifest, which names that of the file. */
  readonly sha256: string;
  /**
   * Returns the encoder's scorer, the same each time.
   * @throws BelowTheLineError `file` or `invalid-model` when its file is not what the manifest says.
   */
  readonly open: () => EncoderScorer;
}

/** An encoder as it lies in a model: what the manifest says of it, and its file. */
export interface EncoderFile {
  readonly manifest: EncoderManifest;
  readonly bytes: Uint8Array;
}

/**
 * Returns the encoder that a model's manifest describes; null where the model was given as bytes without the encoder's. A
 * local file is looked at now, and read when the encoder is first opened; any other is read now, for what opens it cannot
 * wait.
 * @throws BelowTheLineError `file` when the file is missing, `invalid-model` when it is not what the manifest says.
 */
export async function encoderSource(model: ModelReader, manifest: EncoderManifest): Promise<EncoderSource | null> {
  const { name, bytes, sha256 } = manifest.file;
  const location = model.locationOf('encoder', name);
  const size = location === null ? null : localSize(location);
  if (location === null || size === null) {
    const read = await model.read('encoder', name);
    if (read === null) return null;
    // A copy of the caller's bytes: what was verified stays what is read, whatever becomes of those. What threads share is
    // there to be read by all.
    return encoderOfBytes({ manifest, bytes: location === null && !isShared(read) ? read.slice() : read });
  }
  if (size !== bytes && orNull(() => localSize(nextOf(location))) !== bytes)
    throw invalid(`${name} has ${size} bytes, expected ${bytes}`);
  return once(manifest, await hashOfJson(manifest), () => {
    const file = readNow(location);
    const right = file.sha256 === sha256 ? file : orNull(() => readNow(nextOf(location)));
    if (right?.sha256 !== sha256) throw invalid(`${name} has sha256 ${file.sha256}, expected ${sha256}`);
    return parseEncoder(manifest, right.bytes);
  });
}

/**
 * Returns the encoder of a file's bytes.
 * @throws BelowTheLineError `invalid-model` when they are not what the manifest says.
 */
export async function encoderOfBytes({ manifest, bytes }: EncoderFile): Promise<EncoderSource> {
  const { name, sha256 } = manifest.file;
  if (bytes.length !== manifest.file.bytes)
    throw invalid(`${name} has ${bytes.length} bytes, expected ${manifest.file.bytes}`);
  const hash = await hashOf(bytes);
  if (hash !== sha256) throw invalid(`${name} has sha256 ${hash}, expected ${sha256}`);
  return once(manifest, await hashOfJson(manifest), () => parseEncoder(manifest, bytes));
}

function once(manifest: EncoderManifest, sha256: string, parse: (() => EncoderModel) | null): EncoderSource {
  let scorer: EncoderScorer | null = null;
  return {
    manifest,
    sha256,
    open: () => {
      scorer ??= createEncoderScorer(parse!());
      // It may hold the file, which is read no more.
      parse = null;
      return scorer;
    },
  };
}

/** Returns what a file is asked for; null where it is not there. */
function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
