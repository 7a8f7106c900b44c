import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from '../artifact/files.ts';
import { parseJson } from '../artifact/json.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import { nextOf } from '../artifact/next.ts';
import { ENCODER_FILE, ENCODER_SECTION } from '../encoder/manifest.ts';
import type { EncoderFile } from '../encoder/source.ts';
import { BelowTheLineError } from '../errors.ts';
import { WEIGHTS_FILE } from '../lexical/manifest.ts';
import { type Model, serializeModel } from '../lexical/model.ts';
import { LIMITS_FILE, renderCard } from './card/card.ts';

/**
 * Writes a model's files and its card into a folder, which may hold an older model: at every moment one of the two loads. All
 * that is new is on the disk beside the old before the manifest takes the place of the old one, in one step; the rest moves
 * after it, and whoever loads meanwhile finds it where it lies.
 * @param encoder the encoder that goes along; null for none
 * @param more files beside the model, by name
 * @throws BelowTheLineError `file` when the folder cannot be written; what was there is still there then.
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
  const whole = encoder === null ? described : { ...described, [ENCODER_SECTION]: encoder.manifest };
  await writeFiles(folder, {
    [MANIFEST_FILE]: `${JSON.stringify(whole, null, 2)}\n`,
    [WEIGHTS_FILE]: files.weights,
    ...(encoder === null ? {} : { [ENCODER_FILE]: encoder.bytes }),
    'README.md': renderCard(manifest, encoder?.manifest ?? null, await readLimits(folder)),
    ...more,
  });
  // What an older model left would be taken along.
  if (encoder === null) await writing(folder, () => rm(join(folder, ENCODER_FILE), { force: true }));
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
 * Writes files into a folder, each whole and on the disk before any takes the place of an older one; these then move in the
 * order they are named, those first that have no older one. A write that fails leaves the folder as it was.
 * @throws BelowTheLineError `file` when the folder cannot be written.
 */
export async function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  const names = Object.keys(files);
  await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    await finishEarlier(folder);
    try {
      for (const name of names) await writeDurably(join(folder, nextOf(name)), files[name]!);
    } catch (error) {
      for (const name of names) await rm(join(folder, nextOf(name)), { force: true });
      throw error;
    }
    await syncFolder(folder);
    const there = new Set(await readdir(folder));
    // What takes no other's place moves first: the manifest may need it.
    for (const name of names.toSorted((a, b) => Number(there.has(a)) - Number(there.has(b)))) {
      await rename(join(folder, nextOf(name)), join(folder, name));
      await syncFolder(folder);
    }
  });
}

/** Moves to its place what a manifest names and an earlier writer, stopped after its manifest, left beside it. */
async function finishEarlier(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.endsWith(nextOf('')));
  const named = JSON.stringify(await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => ''));
  for (const name of left) {
    const path = join(folder, name);
    const isNamed = named.includes(await hashOf(await readFile(path)));
    if (isNamed) await rename(path, path.slice(0, -nextOf('').length));
    else await rm(path, { force: true });
  }
}

async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A move is on the disk once its folder is; where folders cannot be opened, as on Windows, the system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => null);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

async function writing(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot write the model to ${folder}: ${(cause as Error).message}`, { cause });
  }
}
