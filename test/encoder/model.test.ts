import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadEncoder } from '../../src/encoder/model.ts';
import { embed } from '../../src/encoder/scorer.ts';
import { type ManifestChange, TINY_HEADS, tinyEncoder, toJson, tokenizerFile } from '../fixtures/encoder/index.ts';

const load = (encoderModel: string) => loadEncoder({ encoderModel });

describe('loadEncoder', () => {
  it('gives a verified model, by path and by URL', async () => {
    const folder = await tinyEncoder();
    const { manifest, sha256, encoder } = await load(folder);
    expect(manifest.version).toBe('1.2.3');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(encoder.runtime).toMatch(/^onnxruntime-(node|web)$/);
    expect((await loadEncoder({ encoderModel: new URL(`file://${folder}`) })).sha256).toBe(sha256);
  });

  it.each(['encoder.onnx', 'tokenizer.json', 'heads.json', 'model.json'])(
    'names %s where it is missing',
    async (file) => {
      const folder = await tinyEncoder();
      await rm(join(folder, file));
      await expect(load(folder)).rejects.toMatchObject({ code: 'file', message: expect.stringContaining(file) });
    },
  );

  it.each(['encoder.onnx', 'tokenizer.json', 'heads.json'])(
    'refuses %s where it is cut short or changed',
    async (file) => {
      const folder = await tinyEncoder();
      await truncate(join(folder, file), 50);
      const refused = {
        code: 'invalid-model',
        message: expect.stringMatching(`^${file} has 50 bytes, expected \\d+$`),
      };
      await expect(load(folder)).rejects.toMatchObject(refused);
      const other = await tinyEncoder((manifest) => ({
        ...manifest,
        files: { ...manifest.files, [file]: { ...manifest.files[file as 'heads.json'], sha256: '0'.repeat(64) } },
      }));
      await expect(load(other)).rejects.toThrow(/has sha256 [0-9a-f]{64}, expected 0{64}/);
    },
  );

  it.each<[string, ManifestChange, RegExp]>([
    ['another format', (m) => ({ ...m, format: 'below-the-line/model' }), /has format "below-the-line\/model"/],
    ['a later version', (m) => ({ ...m, formatVersion: 2 }), /has format version 2, expected 1/],
    ['a head missing', (m) => ({ ...m, heads: { stance: m.heads.stance } }), /is not an encoder/],
    ['other labels', (m) => ({ ...m, heads: { ...m.heads, reply: m.heads.stance } }), /head reply has the labels/],
    ['no room for a comment', (m) => ({ ...m, tokens: { pair: 24, target: 30, parent: 8 } }), /room for a comment/],
    [
      'a temperature of 0',
      (m) => ({ ...m, heads: { ...m.heads, stance: { ...m.heads.stance, temperature: 0 } } }),
      /temperature/,
    ],
    ['no object', () => [], /has format undefined/],
  ])('refuses a manifest with %s', async (_, change, message) => {
    const refused = load(await tinyEncoder(change));
    await expect(refused).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses a manifest that is no JSON', async () => {
    const folder = await tinyEncoder();
    await writeFile(join(folder, 'model.json'), 'version https://git-lfs.github.com/spec/v1');
    await expect(load(folder)).rejects.toThrow(/model\.json is not JSON/);
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    ['an encoder that is none', { 'encoder.onnx': new Uint8Array(500).fill(7) }, /does not run encoder\.onnx/],
    ['an empty encoder', { 'encoder.onnx': new Uint8Array() }, /does not run encoder\.onnx/],
    ['a tokenizer of another kind', { 'tokenizer.json': toJson({}) }, /tokenizer\.json is no such tokenizer/],
    ['a tokenizer without marks', { 'tokenizer.json': tokenizerFile(['the']) }, /has no \[UNK\]/],
    ['heads that are none', { 'heads.json': toJson([]) }, /heads\.json holds no heads/],
    [
      'a head of other labels',
      { 'heads.json': toJson({ ...TINY_HEADS, stance: TINY_HEADS.reply }) },
      /head stance has the labels/,
    ],
    [
      'rows of several widths',
      { 'heads.json': toJson({ ...TINY_HEADS, reply: { ...TINY_HEADS.reply, weights: [[1], [1, 2], [1]] } }) },
      /head reply has the sizes/,
    ],
  ])('refuses %s', async (_, files, message) => {
    const refused = load(await tinyEncoder(undefined, files));
    await expect(refused).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses an encoder of another width than the heads', async () => {
    const narrow = { labels: TINY_HEADS.stance.labels, weights: [[1], [1], [1]], bias: [0, 0, 0] };
    const heads = { stance: narrow, reply: { ...narrow, labels: TINY_HEADS.reply.labels } };
    const model = await load(await tinyEncoder(undefined, { 'heads.json': toJson(heads) }));
    const refused = embed(model, 'stance', model.wordPieces.ids('a'), model.wordPieces.ids('b'));
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-model',
      message: 'encoder.onnx gives 6 features a pair, expected 1',
    });
  });
});

describe('without a runtime', () => {
  afterEach(() => {
    vi.doUnmock('onnxruntime-node');
    vi.doUnmock('onnxruntime-web');
    vi.resetModules();
  });

  const missing = () => {
    throw new Error('Cannot find package');
  };

  it('says how to install one', async () => {
    vi.doMock('onnxruntime-node', missing);
    vi.doMock('onnxruntime-web', missing);
    const { findRuntime } = await import('../../src/encoder/runtime.node.ts');
    await expect(findRuntime()).rejects.toMatchObject({
      code: 'missing-package',
      message: /npm install onnxruntime-node/,
    });
  });

  it('takes the one that installs everywhere where the native one is missing', async () => {
    vi.doMock('onnxruntime-node', missing);
    const { findRuntime } = await import('../../src/encoder/runtime.node.ts');
    expect(await findRuntime()).toMatchObject({ name: 'onnxruntime-web', concurrency: 1 });
  });
});
