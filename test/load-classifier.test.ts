import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AllModelFiles, loadClassifier } from '../src/classifier.ts';
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

  it.each(['manifest', 'weights', 'encoder'] as const)('says which of the files is no bytes: %s', async (part) => {
    for (const [value, found] of [
      ['text', 'string'],
      [null, 'null'],
      [{}, 'object'],
    ] as const) {
      const model = { ...(await files()), [part]: value } as unknown as AllModelFiles;
      await expect(loadClassifier({ model })).rejects.toMatchObject({
        code: 'invalid-input',
        message: `model.${part}: expected bytes (a Uint8Array), got ${found}`,
      });
    }
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
