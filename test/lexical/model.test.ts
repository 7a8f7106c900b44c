import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/classifier.ts';
import { BelowTheLineError } from '../../src/errors.ts';
import { type ModelFiles, parseModel, serializeModel } from '../../src/lexical/model.ts';
import { tinyModel } from '../fixtures/model.ts';

const files = await tinyModel();
const decoder = new TextDecoder();

function withManifest(change: (manifest: Record<string, unknown>) => void): ModelFiles {
  const manifest = JSON.parse(decoder.decode(files.manifest));
  change(manifest);
  return { ...files, manifest: new TextEncoder().encode(JSON.stringify(manifest)) };
}

function withByte(at: number, value: number): ModelFiles {
  const weights = files.weights.slice();
  weights[at] = value;
  return { ...files, weights };
}

describe('parseModel', () => {
  it('gives back what was written', async () => {
    const model = await parseModel(files);
    const { version, language, heads, vectors } = model.manifest;
    const again = await serializeModel({ version, language, heads, vectorSource: vectors.source }, model.tensors);
    expect(decoder.decode(again.manifest)).toBe(decoder.decode(files.manifest));
    expect(again.weights).toEqual(files.weights);
    expect(model.vocabulary.rows.get('idiot')).toBe(2);
  });

  it('reads weights at any place in a larger buffer', async () => {
    const larger = new Uint8Array(files.weights.length + 3);
    larger.set(files.weights, 3);
    await expect(parseModel({ ...files, weights: larger.subarray(3) })).resolves.toBeDefined();
  });

  it.each<[string, ModelFiles, RegExp]>([
    ['a manifest that is not JSON', { ...files, manifest: new TextEncoder().encode('hello') }, /not JSON/],
    [
      'another format',
      withManifest((m) => Object.assign(m, { format: 'onnx' })),
      /format "onnx", expected "below-the-line\/model"/,
    ],
    [
      'another format version',
      withManifest((m) => Object.assign(m, { formatVersion: 9 })),
      /format version 9, expected 3/,
    ],
    ['a missing field', withManifest((m) => delete m.tensors), /tensors/],
    ['another magic', withByte(0, 88), /start with "XTLW", expected "BTLW"/],
    ['another version of the weights', withByte(4, 7), /format version 7, expected 3/],
    ['a changed weight', withByte(files.weights.length - 1, 1), /sha256 [0-9a-f]{64}, expected [0-9a-f]{64}/],
    ['truncated weights', { ...files, weights: files.weights.slice(0, 100) }, /100 bytes, expected \d+/],
    ['no weights', { ...files, weights: new Uint8Array(0) }, /start with "", expected "BTLW"/],
    [
      'a tensor outside the file',
      withManifest((m) =>
        Object.assign((m.tensors as Record<string, object>)['vectors.idf'] as object, { offset: 1 << 30 }),
      ),
      /tensor vectors.idf lies at 1073741824/,
    ],
    [
      'labels in another order',
      withManifest((m) => (m.heads as { stance: { labels: string[] } }).stance.labels.reverse()),
      /labels \[none against favor\], expected \[favor against none\]/,
    ],
  ])('refuses %s and names both values', async (_, broken, message) => {
    const refusal = parseModel(broken);
    await expect(refusal).rejects.toThrow(BelowTheLineError);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid-model' });
  });
});

describe('loadModel', () => {
  it('says which file it cannot read', async () => {
    await expect(loadModel('/nowhere/at/all')).rejects.toThrow(/cannot read \/nowhere\/at\/all\/model.json/);
  });
});
