import { describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classifier.ts';
import { shareModel } from '../../src/threads/shared-model.ts';
import { tinyModelFolder } from '../fixtures/encoder/index.ts';

const folder = await tinyModelFolder();
const input = { text: 'No, never', target: 'the bridge', parent: 'Open it' };
const isShared = (file: unknown) => (file as Uint8Array).buffer instanceof SharedArrayBuffer;

describe('shareModel', () => {
  it('reads the files of a model into memory that threads share, from which it answers the same', async () => {
    const shared = await shareModel({ model: folder, encoder: 'always' });
    const { weights, encoder } = shared.model;
    expect([isShared(weights), isShared(encoder)]).toEqual([true, true]);
    const [here, there] = [await loadClassifier({ model: folder, encoder: 'always' }), await loadClassifier(shared)];
    expect(there.model).toEqual(here.model);
    expect(there.classify(input)).toEqual(here.classify(input));
  });

  it('leaves out the encoder where none is to be asked', async () => {
    const { model, encoder } = await shareModel({ model: folder, encoder: 'never' });
    expect([Object.keys(model), encoder]).toEqual([['manifest', 'weights'], 'never']);
  });

  it('takes the package’s own model where none is named', async () => {
    const classifier = await loadClassifier(await shareModel({}));
    expect(classifier.model).toEqual((await loadClassifier()).model);
  });

  it('leaves files that are given as they are', async () => {
    const shared = await shareModel({ model: folder });
    expect((await shareModel(shared)).model).toBe(shared.model);
  });

  it('says what cannot be read', async () => {
    await expect(shareModel({ model: '/nowhere' })).rejects.toMatchObject({ code: 'file' });
  });
});
