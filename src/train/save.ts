import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BelowTheLineError } from '../errors.ts';
import { type Model, serializeModel, WEIGHTS_FILE } from '../model/format.ts';
import { renderCard } from './card.ts';

/**
 * Writes a model's files and its card into a folder, which may hold an older model. Each file is written whole beside its place and
 * then moved there, so that a stop at any moment leaves no half-written file; between the moves the hash tells.
 * @throws BelowTheLineError `file` when the folder cannot be written.
 */
export async function saveModel({ manifest, tensors }: Model, folder: string): Promise<void> {
  const { version, language, heads, vectors } = manifest;
  const files = await serializeModel({ version, language, heads, vectorSource: vectors.source }, tensors);
  try {
    await mkdir(folder, { recursive: true });
    const draft = await mkdtemp(join(dirname(join(folder, '.')), '.model-'));
    try {
      await writeFile(join(draft, WEIGHTS_FILE), files.weights);
      await writeFile(join(draft, 'model.json'), files.manifest);
      await writeFile(join(draft, 'README.md'), renderCard(manifest));
      for (const file of [WEIGHTS_FILE, 'model.json', 'README.md']) await rename(join(draft, file), join(folder, file));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot write the model to ${folder}: ${(cause as Error).message}`, { cause });
  }
}
