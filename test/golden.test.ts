import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadClassifier, loadModel } from '../src/classifier.ts';
import { renderCard } from '../src/train/card.ts';

const folder = new URL('../models/en/', import.meta.url);
const [head, ...rows] = (await readFile(new URL('golden.jsonl', folder), 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const classifier = await loadClassifier();

describe('the shipped model', () => {
  it('is the one whose scores are frozen: another model has another version and new golden scores', () => {
    expect(classifier.model).toEqual(head.model);
    expect(rows).toHaveLength(200);
  });

  it('gives its golden scores to 1e-4', () => {
    for (const { id, input, toxicity, labels, stance, reply } of rows) {
      const result = classifier.classify(input);
      expect(result.toxicity.labels, id).toEqual(labels);
      expectScores(result.toxicity.scores, toxicity, id);
      expectScores(result.stance?.scores ?? {}, stance, id);
      expectScores(result.reply?.scores ?? {}, reply ?? {}, id);
    }
  });

  it('has a card that says what its manifest says', async () => {
    const { manifest } = await loadModel();
    expect(await readFile(new URL('README.md', folder), 'utf8')).toBe(renderCard(manifest));
  });

  it('is better on its held-out rows than always giving the most frequent label', async () => {
    const { heads } = (await loadModel()).manifest;
    expect(heads.toxicity?.training.figures.all?.['auc.toxicity']).toBeGreaterThan(0.5);
    for (const name of ['stance', 'reply'] as const) {
      const all = heads[name]?.training.figures.all;
      expect(all?.macroF1).toBeGreaterThan(all?.majorityMacroF1 as number);
    }
  });

  it('takes at most 8 MB', async () => {
    expect((await readFile(new URL('weights.bin', folder))).length).toBeLessThan(8e6);
  });
});

function expectScores(actual: object, expected: Readonly<Record<string, number>>, id: string): void {
  expect(Object.keys(actual), id).toEqual(Object.keys(expected));
  for (const [label, score] of Object.entries(actual))
    expect(Math.abs(score - (expected[label] as number)), `${id} ${label}`).toBeLessThan(1e-4);
}
