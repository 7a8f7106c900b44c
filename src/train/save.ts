import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson } from '../artifact/json.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import { ENCODER_FILE, ENCODER_SECTION } from '../encoder/manifest.ts';
import type { EncoderFile } from '../encoder/source.ts';
import { BelowTheLineError } from '../errors.ts';
import { WEIGHTS_FILE } from '../lexical/manifest.ts';
import { type Model, serializeModel } from '../lexical/model.ts';
import { LIMITS_FILE, renderCard } from './card/card.ts';

/**
 * Writes a model's files and its card into a folder, which may hold an older model.
 * @param encoder the encoder that goes along; null for none
 * @throws BelowTheLineError `file` when the folder cannot be written.
 */
export async function saveModel(
  { manifest, tensors }: Model,
  encoder: EncoderFile | null,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { version, language, heads, vectors } = manifest;
  const files = await serializeModel({ version, language, heads, vectorSource: vectors.source }, tensors);
  const described = parseJson(MANIFEST_FILE, files.manifest) as object;
  await writeFiles(folder, {
    [WEIGHTS_FILE]: files.weights,
    ...(encoder === null ? {} : { [ENCODER_FILE]: encoder.bytes }),
    [MANIFEST_FILE]: `${JSON.stringify(encoder === null ? described : { ...described, [ENCODER_SECTION]: encoder.manifest }, null, 2)}\n`,
    'README.md': renderCard(manifest, encoder?.manifest ?? null, await readLimits(folder)),
    ...more,
  });
  // What an older model left would be taken along.
  if (encoder === null) await rm(join(folder, ENCODER_FILE), { force: true });
}

/**
 * Returns what people wrote about a model's limits into its folder; null where there is nothing.
 * @throws BelowTheLineError `file` when it is there and cannot be read.
 */
export async function readLimits(folder: string): Promise<string | null> {
  const path = join(folder, LIMITS_FILE);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BelowTheLineError('file', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Writes files into a folder. Each is written whole beside its place and then moved there, in the order they are named, so
 * that a stop at any moment leaves no half-written file; between the moves the hash tells.
 * @throws BelowTheLineError `file` when the folder cannot be written.
 */
export async function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const draft = await mkdtemp(join(dirname(join(folder, '.')), '.model-'));
    try {
      for (const [name, content] of Object.entries(files)) await writeFile(join(draft, name), content);
      for (const name of Object.keys(files)) await rename(join(draft, name), join(folder, name));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot write the model to ${folder}: ${(cause as Error).message}`, { cause });
  }
}
