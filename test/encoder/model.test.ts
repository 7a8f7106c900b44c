import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadEncoder, loadEncoderFile } from '../../src/classifier.ts';
import type { EncoderManifest } from '../../src/encoder/manifest.ts';
import { type EncoderModel, parseEncoder } from '../../src/encoder/model.ts';
import { createEncoderScorer } from '../../src/encoder/scorer.ts';
import type { EncoderFile } from '../../src/encoder/source.ts';
import { TASKS } from '../../src/tasks.ts';
import { frontCode } from '../fixtures/encoder/front-code.ts';
import { type EncoderChange, tinyEncoder, tinyModelFolder } from '../fixtures/encoder/index.ts';

const tiny = tinyEncoder();

/** The tiny encoder whose file has another byte somewhere. */
function withByte(at: number, value: number): Uint8Array {
  const bytes = tiny.bytes.slice();
  bytes[at] = value;
  return bytes;
}

/** As many bytes as the tiny encoder's. */
const OTHER_BYTES = withByte(tiny.bytes.length - 1, 1);

describe('loadEncoder', () => {
  it('gives the same encoder each time, by path and by URL', async () => {
    const folder = await tinyModelFolder();
    for (const model of [folder, `${folder}/`, pathToFileURL(folder)]) {
      const source = await loadEncoder(model);
      expect(source?.manifest).toEqual(tiny.manifest);
      expect(source?.open()).toBe(source?.open());
    }
  });

  it('gives nothing where a model has none', async () => {
    const folder = await tinyModelFolder(() => undefined);
    expect(await loadEncoder(folder)).toBeNull();
    expect(await loadEncoderFile(folder)).toBeNull();
  });

  it('reads from elsewhere at once: what is not there or is another is refused before it is asked', async () => {
    const folder = await tinyModelFolder();
    let encoder: Uint8Array | null = null;
    const server = createServer(async ({ url = '' }, response) => {
      if (!url.endsWith('.bin')) return response.end(await readFile(join(folder, url)));
      if (encoder === null) return response.writeHead(404).end();
      return response.end(encoder);
    }).listen(0);
    const elsewhere = `http://localhost:${(server.address() as AddressInfo).port}`;
    await expect(loadEncoder(elsewhere)).rejects.toMatchObject({
      code: 'file',
      message: `cannot read ${elsewhere}/encoder.bin: HTTP 404`,
    });
    encoder = OTHER_BYTES;
    await expect(loadEncoder(elsewhere)).rejects.toThrow(/encoder\.bin has sha256 [0-9a-f]{64}, expected [0-9a-f]{64}/);
    encoder = tiny.bytes;
    expect((await loadEncoder(elsewhere))?.open().model.manifest).toEqual(tiny.manifest);
    server.close();
  });

  it.each<[string, EncoderChange, RegExp]>([
    ['a head missing', (m) => ({ ...m, heads: { stance: m.heads.stance } }), /describes no encoder/],
    ['other labels', (m) => ({ ...m, heads: { ...m.heads, reply: m.heads.stance } }), /head reply has the labels/],
    ['another file', (m) => ({ ...m, file: { ...m.file, name: '../../etc/passwd' } }), /encoder\.bin/],
    ['no room for a comment', (m) => ({ ...m, tokens: { ...m.tokens, target: 30 } }), /room for a comment/],
    [
      'pairs longer than its positions',
      (m) => ({ ...m, tokens: { ...m.tokens, pair: 25 } }),
      /reads 25 word pieces, expected at most its 24 positions/,
    ],
    [
      'a scale of 0',
      (m) => ({
        ...m,
        heads: { ...m.heads, stance: { ...m.heads.stance, calibration: { scale: [0, 1, 1], bias: [0, 0, 0] } } },
      }),
      /calibration\.scale/,
    ],
    [
      'a bias too few',
      (m) => ({
        ...m,
        heads: { ...m.heads, reply: { ...m.heads.reply, calibration: { scale: [1, 1, 1], bias: [0, 0] } } },
      }),
      /calibration\.bias has 2 entries, expected 3/,
    ],
    ['no layers', (m) => ({ ...m, shape: { ...m.shape, layers: 0 } }), /shape\.layers/],
    ['too many layers', (m) => ({ ...m, shape: { ...m.shape, layers: 2 ** 50 } }), /shape\.layers/],
    ['no object', () => [], /describes no encoder/],
    ['null', () => null, /describes no encoder/],
  ])('refuses a section with %s', async (_, change, message) => {
    const refused = loadEncoder(await tinyModelFolder(change));
    await expect(refused).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses a manifest that is no JSON', async () => {
    const folder = await tinyModelFolder();
    await writeFile(join(folder, 'model.json'), 'version https://git-lfs.github.com/spec/v1');
    await expect(loadEncoder(folder)).rejects.toThrow(/model\.json is not JSON/);
  });
});

describe('loadEncoderFile', () => {
  it('gives the file as it lies in a folder', async () => {
    const { manifest, bytes } = (await loadEncoderFile(await tinyModelFolder()))!;
    expect({ manifest, bytes: new Uint8Array(bytes) }).toEqual(tiny);
  });

  it('refuses a file that is another', async () => {
    const folder = await tinyModelFolder(undefined, { ...tiny, bytes: OTHER_BYTES });
    await expect(loadEncoderFile(folder)).rejects.toThrow(/encoder\.bin has sha256/);
  });
});

describe('parseEncoder', () => {
  const parse = ({ manifest, bytes }: EncoderFile) => parseEncoder(manifest, bytes);
  const shaped = (shape: Partial<EncoderManifest['shape']>): EncoderFile => ({
    ...tiny,
    manifest: { ...tiny.manifest, shape: { ...tiny.manifest.shape, ...shape } },
  });
  const answersOf = (model: EncoderModel) => {
    const { score, read } = createEncoderScorer(model);
    return TASKS.map((task) => score(task, read('The bridge'), task === 'toxicity' ? null : read('A city')).logits);
  };
  const { 'layer0.mix.codes': _, ...incomplete } = tiny.manifest.tensors;

  it('reads a file at any place in a larger buffer', () => {
    const larger = new Uint8Array(tiny.bytes.length + 3);
    larger.set(tiny.bytes, 3);
    expect(answersOf(parse({ ...tiny, bytes: larger.subarray(3) }))).toEqual(answersOf(parse(tiny)));
  });

  it('holds nothing of its file', () => {
    const bytes = tiny.bytes.slice();
    const model = parse({ ...tiny, bytes });
    bytes.fill(0);
    expect(answersOf(model)).toEqual(answersOf(parse(tiny)));
  });

  it.each<[string, EncoderFile, RegExp]>([
    ['another magic', { ...tiny, bytes: withByte(0, 88) }, /start with "XTLW", expected "BTLW"/],
    ['another version', { ...tiny, bytes: withByte(4, 7) }, /format version 7, expected 1/],
    ['a file cut short', { ...tiny, bytes: tiny.bytes.slice(0, 100) }, /100 bytes, expected \d+/],
    ['no file', { ...tiny, bytes: new Uint8Array() }, /start with "", expected "BTLW"/],
    [
      'a tensor missing',
      { ...tiny, manifest: { ...tiny.manifest, tensors: incomplete } },
      /layer0\.mix\.codes is miss/,
    ],
    [
      'a tensor of another type',
      tinyEncoder({ 'norm.bias': new Int8Array(32) }),
      /norm\.bias is int8, expected float32/,
    ],
    [
      'a tensor of another size',
      tinyEncoder({ 'layer0.qkv.bias': new Float32Array(8) }),
      /layer0\.qkv\.bias has 8 elements, expected 96/,
    ],
    ['a head of another size', tinyEncoder({ 'reply.bias': new Float32Array(2) }), /reply\.bias has 2 .* expected 3/],
    ['a width that no kernel fits', shaped({ width: 40 }), /40 wide and 64 inside, expected multiples of 32/],
    ['other sizes', shaped({ inner: 32 }), /layer0\.widen\.codes has 1024 elements, expected 512/],
    ['more layers than tensors', shaped({ layers: 2 }), /layer1\.qkv\.codes is missing/],
    ['other word pieces', tinyEncoder({ 'vocabulary.rests': frontCode(['d', 's']) }), /22 word pieces, expected 21/],
    ['a mark missing', tinyEncoder({ 'vocabulary.starts': marksWithout('[SEP]') }), /the encoder has no \[SEP\]/],
  ])('refuses %s', (_, broken, message) => {
    expect(() => parse(broken)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    expect(() => parse(broken)).toThrow(message);
  });
});

/** As many word pieces that begin a word as the tiny encoder has, one mark not among them. */
function marksWithout(mark: string): string {
  const marks = ['[CLS]', '[PAD]', '[SEP]', '[UNK]'].filter((other) => other !== mark);
  return frontCode([
    ...marks,
    ...Array.from({ length: tiny.manifest.shape.words - 1 - marks.length }, (_, i) => `a${i}`),
  ]);
}
