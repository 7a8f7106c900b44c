import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ContextualClassifier, loadContextual } from '../../src/contextual/contextual.ts';
import { parseEncoderManifest } from '../../src/encoder/manifest.ts';
import { GOLDEN_TOLERANCE, GoldenRow } from '../../src/evaluate/golden.ts';
import { mean } from '../../src/evaluate/metrics.ts';
import { renderContextualCard } from '../../src/train/encoder-card.ts';

const folder = new URL('../../models/en-contextual/', import.meta.url);
const read = (file: string) => readFile(new URL(file, folder), 'utf8');
const [head, ...lines] = (await read('golden.jsonl'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const manifest = parseEncoderManifest(await readFile(new URL('model.json', folder)));
let contextual: ContextualClassifier;

beforeAll(async () => {
  contextual = await loadContextual({ model: folder });
});

describe('the contextual model in the repository', () => {
  it('is the one whose scores are frozen', () => {
    expect(contextual.model).toEqual(head.model);
    expect(lines).toHaveLength(60);
  });

  it('gives its golden scores', async () => {
    const rows = lines.map((line) => GoldenRow.parse(line));
    const results = await contextual.classifyAll(rows.map(({ input }) => input as { text: string; target: string }));
    const moved = rows.flatMap(({ stance, reply }, i) => [
      ...differences(results[i]?.stance?.scores ?? {}, stance),
      ...differences(results[i]?.reply?.scores ?? {}, reply ?? {}),
    ]);
    expect(mean(moved)).toBeLessThan(GOLDEN_TOLERANCE.mean);
    expect(Math.max(...moved)).toBeLessThan(GOLDEN_TOLERANCE.most);
  });

  it('has a card that says what its manifest says', async () => {
    expect(await read('README.md')).toBe(renderContextualCard(manifest));
  });

  it('is a package of its own, of the version that the manifest has', async () => {
    const { name, version, files } = JSON.parse(await read('package.json'));
    expect({ name, version }).toEqual({ name: manifest.name, version: manifest.version });
    expect(files).toEqual(expect.arrayContaining(Object.keys(manifest.files)));
    expect(JSON.parse(await readFile('package.json', 'utf8')).files).not.toContain('models');
  });

  it('takes at most 25 MB, and loses at most half a point to 8 bits', () => {
    const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThan(25e6);
    for (const { accuracy, macroF1 } of Object.values(manifest.quantization.lost))
      expect(Math.max(accuracy, macroF1)).toBeLessThanOrEqual(0.005);
  });

  it('is better on its held-out rows than always giving the most frequent label', () => {
    for (const { figures } of Object.values(manifest.heads))
      expect(figures.all?.macroF1).toBeGreaterThan(figures.all?.majorityMacroF1 as number);
  });
});

function differences(actual: object, expected: Readonly<Record<string, number>>): number[] {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  return Object.entries(actual).map(([label, score]) => Math.abs(score - (expected[label] as number)));
}
