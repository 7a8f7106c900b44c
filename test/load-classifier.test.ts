import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AllModelFiles } from '../src/artifact/model-reader.ts';
import { createClassifier, loadClassifier, loadEncoder, loadModel } from '../src/classifier.ts';
import { tinyModelFolder } from './fixtures/encoder/index.ts';

const folder = await tinyModelFolder();
const read = async (file: string) => new Uint8Array(await readFile(join(folder, file)));
const files = async () => ({
  manifest: await read('model.json'),
  weights: await read('weights.bin'),
  encoder: await read('encoder.bin'),
});
const input = { text: 'yes, good', target: 'the bridge' };

describe('loadClassifier', () => {
  it.each(['sometimes', null, 1])('refuses to ask the encoder %j', async (encoder) => {
    const refused = loadClassifier({ model: folder, encoder: encoder as never });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid-input',
      message: `encoder: expected one of auto, always, never, got ${JSON.stringify(encoder)}`,
    });
  });

  it.each(['manifest', 'weights', 'encoder'] as const)('says which of the files is none: %s', async (part) => {
    const none = part === 'manifest' ? [5, null, []] : [5, null, {}];
    for (const value of none) {
      const model = { ...(await files()), [part]: value } as unknown as AllModelFiles;
      const found = value === null ? 'null' : typeof value;
      await expect(loadClassifier({ model })).rejects.toMatchObject({
        code: 'invalid-input',
        message: `model.${part}: expected bytes (a Uint8Array), or the path or URL of a file, got ${found}`,
      });
    }
    const model = { ...(await files()), [part]: 'nowhere' };
    await expect(loadClassifier({ model })).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/^cannot read nowhere: ENOENT/),
    });
  });

  it.each([5, null, true])('refuses a model that is %j', async (model) => {
    await expect(loadClassifier({ model: model as never })).rejects.toMatchObject({
      code: 'invalid-input',
      message: `model: expected a folder, or the files of a model, got ${model === null ? 'null' : typeof model}`,
    });
  });

  it('takes what bundlers make of its files: addresses, and what the manifest holds', async () => {
    const expected = (await loadClassifier({ model: folder, encoder: 'always' })).classify(input);
    const manifest = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    const [weights, encoder] = [pathToFileURL(join(folder, 'weights.bin')), join(folder, 'encoder.bin')];
    const classifier = await loadClassifier({ model: { manifest, weights, encoder }, encoder: 'always' });
    expect(classifier.classify(input)).toEqual(expected);
    const words = await loadClassifier({ model: { manifest, weights: weights.href } });
    expect(words.classify(input)).toEqual((await loadClassifier({ model: folder, encoder: 'never' })).classify(input));
  });

  it('says so where a server answers with a page in place of the manifest', async () => {
    const html = await mkdtemp(join(tmpdir(), 'btl-html-'));
    for (const name of ['model.json', 'weights.bin'])
      await writeFile(join(html, name), '<!doctype html><div id="root"></div>');
    await expect(loadClassifier({ model: html })).rejects.toMatchObject({
      code: 'file',
      message: `cannot read ${join(html, 'model.json')}: it is HTML, as servers of single pages answer where a file is not there`,
    });
    await rm(html, { recursive: true });
  });

  it('takes buffers, as fetch gives them', async () => {
    const { manifest, weights, encoder } = await files();
    const model = { manifest: manifest.buffer, weights: weights.buffer, encoder: encoder.buffer } as never;
    const expected = (await loadClassifier({ model: folder, encoder: 'always' })).classify(input);
    expect((await loadClassifier({ model, encoder: 'always' })).classify(input)).toEqual(expected);
  });

  it('reads what it verified, whatever becomes of the bytes of the encoder afterwards', async () => {
    const model = await files();
    const classifier = await loadClassifier({ model, encoder: 'always' });
    model.encoder.fill(0);
    expect(classifier.classify(input).stance?.label).toBe('favor');
  });

  it('reads the encoder at once where it is told to, so that what is wrong with it shows', async () => {
    const broken = await tinyModelFolder();
    const bytes = await readFile(join(broken, 'encoder.bin'));
    bytes[bytes.length - 9]! ^= 1;
    await writeFile(join(broken, 'encoder.bin'), bytes);
    await expect(loadClassifier({ model: broken })).resolves.toBeDefined();
    await expect(loadClassifier({ model: broken, eager: true })).rejects.toMatchObject({
      code: 'invalid-model',
      message: expect.stringMatching(/^encoder\.bin has sha256/),
    });
  });
});

describe('onProgress', () => {
  const servers: Server[] = [];
  const fetched: string[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    fetched.length = 0;
  });

  /** Serves a model in pieces; gives its address and how many bytes its files have. */
  async function serve(from = folder) {
    const server = createServer(async ({ url = '' }, response) => {
      fetched.push(url.slice(1));
      const bytes = await readFile(join(from, url));
      response.write(bytes.subarray(0, bytes.length / 3));
      setTimeout(() => response.end(bytes.subarray(bytes.length / 3)), 20);
    }).listen(0);
    servers.push(server);
    const { weights, encoder } = await files();
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    return { url, sizes: { weights: weights.length, encoder: encoder.length } };
  }

  /** Holds what was told against how many bytes there are. */
  function expectProgress(calls: readonly (readonly number[])[], total: number): void {
    const loaded = calls.map(([bytes]) => bytes!);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded[0]).toBeLessThan(total);
    expect(calls.at(-1)).toEqual([total, total]);
    for (const [, all] of calls) expect(all).toBe(total);
  }

  it('is told of both files together, and of one where the encoder is never asked', async () => {
    const { url, sizes } = await serve();
    const onProgress = vi.fn();
    await loadClassifier({ model: url, onProgress });
    expectProgress(onProgress.mock.calls, sizes.weights + sizes.encoder);
    onProgress.mockClear();
    await loadClassifier({ model: url, encoder: 'never', onProgress });
    expectProgress(onProgress.mock.calls, sizes.weights);
  });

  it('is told of each file where they are loaded one after the other, as a page does', async () => {
    const { url, sizes } = await serve();
    const onProgress = vi.fn();
    const model = await loadModel(url, { onProgress });
    expectProgress(onProgress.mock.calls, sizes.weights);
    const words = createClassifier(model).classify(input);
    expect(words).toEqual((await loadClassifier({ model: folder, encoder: 'never' })).classify(input));
    onProgress.mockClear();
    const source = await loadEncoder(url, { onProgress });
    expectProgress(onProgress.mock.calls, sizes.encoder);
    const both = createClassifier(model, { source: source!, use: 'always' }).classify(input);
    expect(both).toEqual((await loadClassifier({ model: folder, encoder: 'always' })).classify(input));
  });

  it('is told nothing of files that are on disk, or given', async () => {
    const onProgress = vi.fn();
    await loadClassifier({ model: folder, onProgress });
    await loadClassifier({ model: await files(), onProgress });
    expect(onProgress).not.toHaveBeenCalled();
  });

  it.each([
    ['yes', 'string'],
    [null, 'null'],
    [true, 'boolean'],
  ])('has to be a function, and %j is none', async (value, found) => {
    const refusal = { code: 'invalid-input', message: `onProgress: expected a function, got ${found}` };
    const onProgress = value as never;
    await expect(loadClassifier({ model: folder, onProgress })).rejects.toMatchObject(refusal);
    await expect(loadModel(folder, { onProgress })).rejects.toMatchObject(refusal);
    await expect(loadEncoder(folder, { onProgress })).rejects.toMatchObject(refusal);
  });

  it('does not hide what is wrong with a manifest', async () => {
    const broken = await tinyModelFolder();
    await writeFile(join(broken, 'model.json'), '{"format":"x"}');
    const { url } = await serve(broken);
    await expect(loadClassifier({ model: url, onProgress: () => {} })).rejects.toMatchObject({
      code: 'invalid-model',
      message: 'model.json has format "x", expected "below-the-line/model"',
    });
    await writeFile(join(broken, 'model.json'), 'none');
    await expect(loadClassifier({ model: url, onProgress: () => {} })).rejects.toThrow(/^model\.json is not JSON/);
  });

  it('does without: then each file is read once, the manifest too', async () => {
    const { url } = await serve();
    await loadClassifier({ model: url });
    expect(fetched.sort()).toEqual(['encoder.bin', 'model.json', 'weights.bin']);
  });
});
