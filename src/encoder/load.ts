import * as z from 'zod/mini';
import type { ModelReader } from '../artifact/model-reader.ts';
import { takeOrNext } from '../artifact/next.ts';
import { ENCODER_SECTION, type EncoderManifest, parseEncoderManifest } from './manifest.ts';
import { type EncoderFile, type EncoderSource, encoderOfBytes, encoderSource } from './source.ts';

/**
 * Returns the encoder of a model; null where it has none.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function openEncoder(model: ModelReader): Promise<EncoderSource | null> {
  const manifest = sectionOf(await model.manifest);
  return manifest === null ? null : encoderSource(model, manifest);
}

/**
 * Returns the encoder of a model as its file; null where the model has none.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function readEncoderFile(model: ModelReader): Promise<EncoderFile | null> {
  const manifest = sectionOf(await model.manifest);
  const bytes = manifest && (await model.read('encoder', manifest.file.name));
  if (manifest === null || bytes === null) return null;
  const readNext = () => model.readNext('encoder', manifest.file.name);
  return takeOrNext(bytes, readNext, async (found) => {
    const file = { manifest, bytes: found };
    await encoderOfBytes(file);
    return file;
  });
}

/** What of a manifest tells whether the model has an encoder. */
const WithEncoder = z.object({ [ENCODER_SECTION]: z.optional(z.unknown()) });

/** Returns what `model.json` says of an encoder; null where it says nothing. */
function sectionOf(json: unknown): EncoderManifest | null {
  const section = WithEncoder.safeParse(json).data?.[ENCODER_SECTION];
  return section === undefined ? null : parseEncoderManifest(section);
}
