import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadClassifier, loadEncoder, loadEncoderFile, loadModel, loadWeightsFile } from '../../src/classifier.ts';
import { parseModel, withVersion } from '../../src/lexical/model.ts';
import { saveModel } from '../../src/train/save.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';

const FILES = ['README.md', 'encoder.bin', 'model.json', 'weights.bin'];
const old = await parseModel(await tinyModel(['bridge', 'city', 'idiot', 'not']));
const made = await withVersion(await parseModel(await tinyModel(['rain', 'tea', 'car', 'boat'])), '1.3.0');
const [oldEncoder, madeEncoder] = [tinyEncoder(), tinyEncoder({ 'stance.bias': Float32Array.of(1, 2, 3) })];
const newFolder = () => mkdtemp(join(tmpdir(), 'btl-save-'));

/** Folders as a writer leaves them that is killed after so many of its moves. */
async function killedAfter(moves: number): Promise<string> {
  const [before, after, folder] = [await newFolder(), await newFolder(), await newFolder()];
  await saveModel(old, oldEncoder, before);
  await saveModel(made, madeEncoder, after);
  await cp(before, folder, { recursive: true });
  for (const name of FILES) await cp(join(after, name), join(folder, `${name}.next`));
  for (const name of ['model.json', 'weights.bin', 'encoder.bin', 'README.md'].slice(0, moves))
    await rename(join(folder, `${name}.next`), join(folder, name));
  return folder;
}

describe('a writer that is killed', () => {
  it.each([0, 1, 2, 3, 4])('leaves the old model or the new one, whole, after %i moves', async (moves) => {
    const folder = await killedAfter(moves);
    const [model, encoder] = moves === 0 ? [old, oldEncoder] : [made, madeEncoder];
    expect((await loadModel(folder)).manifest).toEqual(model.manifest);
    expect(Buffer.compare((await loadEncoderFile(folder))!.bytes, encoder.bytes)).toBe(0);
    const bias = (await loadEncoder(folder))!.open().model.heads.stance.bias;
    expect([...bias]).toEqual(moves === 0 ? [1, 1, 1] : [1, 2, 3]);
    expect((await loadWeightsFile(folder)).length).toBe(model.manifest.weights.bytes);
    await expect(loadClassifier({ model: folder, encoder: 'always', eager: true })).resolves.toBeDefined();
  });

  it.each([0, 1, 2, 3, 4])('is followed by one that leaves nothing behind, after %i moves', async (moves) => {
    const folder = await killedAfter(moves);
    await saveModel(old, oldEncoder, folder);
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect((await loadModel(folder)).manifest).toEqual(old.manifest);
  });

  it('never took the last model that loads away, not even if the next writer fails', async () => {
    const folder = await killedAfter(1);
    await expect(saveModel(old, null, folder, { 'no/such/folder.txt': '' })).rejects.toMatchObject({ code: 'file' });
    expect((await loadModel(folder)).manifest).toEqual(made.manifest);
    expect((await readdir(folder)).filter((name) => name.endsWith('.next'))).toEqual([]);
  });
});

describe('a model that is not what it says', () => {
  it.each([
    ['calibration.scale', (head: Head) => head.calibration.scale.pop()],
    ['calibration.bias', (head: Head) => head.calibration.bias.push(0)],
    ['thresholds', (head: Head) => head.thresholds.pop()],
  ])('is refused where %s has another length than the labels', async (name, change) => {
    const folder = await newFolder();
    await saveModel(old, oldEncoder, folder);
    const path = join(folder, 'model.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    change(manifest.heads.toxicity);
    await writeFile(path, JSON.stringify(manifest));
    const refused = {
      code: 'invalid-model',
      message: expect.stringMatching(new RegExp(`${name} has \\d entries, expected 6`)),
    };
    await expect(loadModel(folder)).rejects.toMatchObject(refused);
  });

  it('is refused where the encoder says so', async () => {
    const folder = await newFolder();
    await saveModel(old, oldEncoder, folder);
    const path = join(folder, 'model.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.encoder.heads.toxicity.thresholds.pop();
    await writeFile(path, JSON.stringify(manifest));
    await expect(loadEncoder(folder)).rejects.toThrow(/thresholds has 5 entries, expected 6/);
  });

  it('has another hash where a threshold of either scorer is another, and the same in another order of keys', async () => {
    const folder = await newFolder();
    await saveModel(old, oldEncoder, folder);
    const path = join(folder, 'model.json');
    const text = await readFile(path, 'utf8');
    const hashWith = async (change: (manifest: Manifest) => void) => {
      const manifest = JSON.parse(text);
      change(manifest);
      await writeFile(path, JSON.stringify(manifest));
      return (await loadClassifier({ model: folder })).model.sha256;
    };
    const hash = await hashWith(() => {});
    expect(hash).toMatch(/^[0-9a-f]{64}-[0-9a-f]{64}$/);
    expect(await hashWith((manifest) => manifest.heads.toxicity.thresholds.fill(0.3))).not.toBe(hash);
    expect(await hashWith((manifest) => manifest.encoder.heads.toxicity.thresholds.fill(0.3))).not.toBe(hash);
    const turned = await hashWith((manifest) => {
      const entries = Object.entries(manifest.heads.toxicity).reverse();
      manifest.heads.toxicity = Object.fromEntries(entries) as unknown as Head;
    });
    expect(turned).toBe(hash);
    await rm(folder, { recursive: true });
  });
});

interface Head {
  readonly calibration: { readonly scale: number[]; readonly bias: number[] };
  readonly thresholds: number[];
}
interface Manifest {
  readonly heads: { toxicity: Head };
  readonly encoder: { readonly heads: { readonly toxicity: Head } };
}
