import * as z from 'zod/mini';
import { readPart } from '../artifact/files.ts';
import { parseJson } from '../artifact/json.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import { ENCODER_SECTION, type EncoderManifest, parseEncoderManifest } from './manifest.ts';
import { type EncoderFile, type EncoderSource, encoderOfBytes, encoderSource } from './source.ts';

/** Where a model is: a folder, by path or URL, or the bytes of its files. */
type ModelLocation = string | URL | { readonly manifest: Uint8Array; readonly encoder?: Uint8Array | undefined };

/**
 * Returns the encoder of a model; null where it has none.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function openEncoder(model: ModelLocation): Promise<EncoderSource | null> {
  if (typeof model === 'string' || model instanceof URL) {
    const manifest = sectionOf(await readPart(model, MANIFEST_FILE));
    return manifest === null ? null : encoderSource(model, manifest);
  }
  const manifest = sectionOf(model.manifest);
  if (manifest === null || model.encoder === undefined) return null;
  // A copy: what was verified stays what is read, whatever becomes of the caller's bytes.
  return encoderOfBytes({ manifest, bytes: model.encoder.slice() });
}

/**
 * Returns the encoder of a folder as its file; null where the model has none.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function readEncoderFile(folder: string | URL): Promise<EncoderFile | null> {
  const manifest = sectionOf(await readPart(folder, MANIFEST_FILE));
  if (manifest === null) return null;
  const file = { manifest, bytes: await readPart(folder, manifest.file.name) };
  await encoderOfBytes(file);
  return file;
}

/** What of a manifest tells whether the model has an encoder. */
const WithEncoder = z.object({ [ENCODER_SECTION]: z.optional(z.unknown()) });

/** Returns what the bytes of `model.json` say of an encoder; null where they say nothing. */
function sectionOf(bytes: Uint8Array): EncoderManifest | null {
  const section = WithEncoder.safeParse(parseJson(MANIFEST_FILE, bytes)).data?.[ENCODER_SECTION];
  return section === undefined ? null : parseEncoderManifest(section);
}
