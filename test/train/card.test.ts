import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../../src/lexical/model.ts';
import { renderCard } from '../../src/train/card/card.ts';
import { readLimits, saveModel } from '../../src/train/save.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const encoder = tinyEncoder();
const newFolder = () => mkdtemp(join(tmpdir(), 'btl-card-'));
const headings = (card: string) => card.split('\n').filter((line) => line.startsWith('#'));

describe.each([
  ['a model without an encoder', null],
  ['a model with one', encoder.manifest],
])('the card of %s', (_, second) => {
  const card = renderCard(model.manifest, second, null);

  it('has what it is for, its figures, its data and its limits, in this order', () => {
    const sections = headings(card).filter((line) => line.startsWith('## ') && !line.includes('encoder'));
    expect(sections).toEqual(['## Intended use', '## Figures', '## Training data', '## Known limits']);
    expect(headings(card)).toEqual(expect.arrayContaining(['### toxicity', '### stance', '### reply']));
    expect(headings(card)[0]).toContain(model.manifest.version);
  });

  it('is whole: every figure has its value, and one line feed ends it', () => {
    expect(card).not.toMatch(/undefined|NaN|null/);
    expect(card.endsWith('\n') && !card.endsWith('\n\n')).toBe(true);
  });

  it('says of limits what people wrote, or that nobody has', () => {
    const limits = '\n- It knows four words.\n';
    expect(renderCard(model.manifest, second, limits)).toContain('## Known limits\n\n- It knows four words.\n');
    expect(card).toMatch(/## Known limits\n\nNobody has written down .*`limits\.md`/);
  });
});

describe('the card of a model with an encoder', () => {
  it('says what the encoder is, and how right both scorers are together', () => {
    const { heads, file } = encoder.manifest;
    const figures = { all: { rows: 321, accuracy: 0.875 } };
    const stance = { ...heads.stance, weight: 0.65, askBelow: 0.81, figures };
    const card = renderCard(model.manifest, { ...encoder.manifest, heads: { ...heads, stance } }, null);
    expect(card).toContain(file.sha256);
    for (const said of ['weighs 0.65', 'less sure than 0.81', '| all | 321 |', '| 0.875 |'])
      expect(card).toContain(said);
    expect(headings(renderCard(model.manifest, null, null)).join()).not.toMatch(/encoder|both scorers/);
  });

  it('says which rows a head was retrained on', () => {
    const { heads } = encoder.manifest;
    const files = [{ name: 'mine.jsonl', sha256: 'ab'.repeat(32), rows: 7 }];
    const reply = { ...heads.reply, retrained: { seed: 1, epochs: 3, files } };
    const card = renderCard(model.manifest, { ...encoder.manifest, heads: { ...heads, reply } }, null);
    expect(card).toMatch(/### reply, both scorers[\s\S]*retrained.* mine\.jsonl \(7 rows/);
  });
});

describe('a model that is saved', () => {
  it('has in its card the limits that lie in its folder, and keeps them', async () => {
    const folder = await newFolder();
    await saveModel(model, encoder, folder);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(renderCard(model.manifest, encoder.manifest, null));
    await writeFile(join(folder, 'limits.md'), '- Its weights are random.\n');
    await saveModel(model, encoder, folder);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('\n- Its weights are random.\n');
    expect(await readLimits(folder)).toBe('- Its weights are random.\n');
  });

  it('is not written without limits that are there and cannot be read', async () => {
    const folder = await newFolder();
    expect(await readLimits(folder)).toBeNull();
    await mkdir(join(folder, 'limits.md'));
    await expect(saveModel(model, null, folder)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('limits.md'),
    });
  });
});
