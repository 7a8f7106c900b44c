import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BelowTheLineError } from '../errors.ts';
import { WEIGHTS_FILE } from '../lexical/manifest.ts';
import { type Model, serializeModel } from '../lexical/model.ts';
import { LIMITS_FILE, renderCard } from './card/card.ts';

/**
 * Writes a model's files and its card into a folder, which may hold an older model.
 * @throws BelowTheLineError `file` when the folder cannot be written.
 */
export async function saveModel({ manifest, tensors }: Model, folder: string): Promise<void> {
  const { version, language, heads, vectors } = manifest;
  const files = await serializeModel({ version, language, heads, vectorSource: vectors.source }, tensors);
  await writeFiles(folder, {
    [WEIGHTS_FILE]: files.weights,
    'model.json': files.manifest,
    'README.md': renderCard(manifest, await readLimits(folder)),
  });
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
