import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEncoderManifest } from '../../src/encoder/manifest.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { renderCard } from '../../src/train/card/card.ts';
import { readLimits, saveModel } from '../../src/train/save.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const encoder = parseEncoderManifest(await readFile(join(await tinyEncoder(), 'model.json')));
const newFolder = () => mkdtemp(join(tmpdir(), 'btl-card-'));
const headings = (card: string) => card.split('\n').filter((line) => line.startsWith('#'));

describe('renderCard', () => {
  it('has the same sections in the same order for both kinds of model', () => {
    const common = ['## Intended use', '## Figures', '### stance', '### reply', '## Training data', '## Known limits'];
    for (const manifest of [model.manifest, encoder]) {
      const card = renderCard(manifest, null);
      const order = common.map((heading) => headings(card).indexOf(heading));
      expect(order).not.toContain(-1);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(headings(card)[0]).toContain(manifest.version);
      expect(card).not.toMatch(/undefined|NaN/);
      expect(card.endsWith('\n') && !card.endsWith('\n\n')).toBe(true);
    }
  });

  it('says of limits what people wrote, or that nobody has', () => {
    for (const manifest of [model.manifest, encoder]) {
      expect(renderCard(manifest, '\n- It knows four words.\n')).toContain(
        '## Known limits\n\n- It knows four words.\n',
      );
      expect(renderCard(manifest, null)).toMatch(/## Known limits\n\nNobody has written down .*`limits\.md`/);
    }
  });
});

describe('a model that is saved', () => {
  it('has in its card the limits that lie in its folder, and keeps them', async () => {
    const folder = await newFolder();
    await saveModel(model, folder);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(renderCard(model.manifest, null));
    await writeFile(join(folder, 'limits.md'), '- Its weights are random.\n');
    await saveModel(model, folder);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('\n- Its weights are random.\n');
    expect(await readLimits(folder)).toBe('- Its weights are random.\n');
  });

  it('is not written without limits that are there and cannot be read', async () => {
    const folder = await newFolder();
    expect(await readLimits(folder)).toBeNull();
    await mkdir(join(folder, 'limits.md'));
    await expect(saveModel(model, folder)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('limits.md'),
    });
  });
});
