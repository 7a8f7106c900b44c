import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkDataset,
  LabelledArticle,
  LabelledComment,
  Reading,
  rewordRows,
  SPLITS,
} from '../../src/dataset/index.ts';

const DATASETS = resolve(import.meta.dirname, '../../datasets');
const path = (file: string) => resolve(DATASETS, file);
const linesOf = async (file: string): Promise<unknown[]> =>
  (await readFile(path(file), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const READINGS = ['train', 'dev', 'real-dev'].map((split) => `readings/${split}.jsonl`);
const THREADS = SPLITS.map((split) => `threads/${split}.jsonl`);

describe('our readings', async () => {
  const readings = (await Promise.all(READINGS.map(linesOf))).flat().map((line) => Reading.parse(line));

  it('are sound, and no article, debate or page stands in two splits', async () => {
    const { rows, problems } = await checkDataset(READINGS.map(path));
    expect(problems).toEqual([]);
    expect(rows).toBe(readings.length);
  });

  it('are of 3,500 comments and more, with two targets each unless toxicity alone was read, and of 10,000 pairs and more', () => {
    const asked = readings.filter(({ stances, toxicity }) => stances.length > 0 || toxicity === null);
    expect(asked.length).toBeGreaterThan(3500);
    expect(Math.min(...asked.map(({ stances }) => stances.length))).toBeGreaterThanOrEqual(2);
    expect(readings.flatMap(({ stances }) => stances).length).toBeGreaterThan(10_000);
  });

  it('hold out all comments of eight pages and more', async () => {
    const held = (await linesOf('readings/real-dev.jsonl')).map((line) => Reading.parse(line));
    expect(new Set(held.map(({ corpus }) => corpus)).size).toBeGreaterThanOrEqual(8);
    expect(held.every(({ corpus }) => corpus.startsWith('pages/'))).toBe(true);
  });
});

describe('our threads', async () => {
  const articles = (await linesOf('threads/articles.jsonl')).map((line) => LabelledArticle.parse(line));
  const comments = (await Promise.all(THREADS.map(linesOf))).flat().map((line) => LabelledComment.parse(line));

  it('are sound beside the comments that were there before', async () => {
    const others = SPLITS.map((split) => path(`comments.${split}.jsonl`));
    const { problems, pairs } = await checkDataset([...THREADS.map(path), ...others]);
    expect([problems, pairs]).toEqual([[], []]);
  });

  it('stand under articles of their split, each with all its targets, the headline first', async () => {
    const byId = new Map(articles.map((article) => [article.id, article]));
    for (const split of SPLITS) {
      for (const line of await linesOf(`threads/${split}.jsonl`)) {
        const { article, stances } = LabelledComment.parse(line);
        expect(byId.get(article)?.split).toBe(split);
        expect(stances.map(({ target }) => target)).toEqual(byId.get(article)?.targets);
      }
    }
    for (const { headline, targets } of articles) expect(targets[0]).toBe(headline);
  });

  it('are short in a third of the comments, and neutral in a third of the replies', () => {
    const replies = comments.filter(({ reply }) => reply !== null);
    const short = comments.filter(({ text }) => text.split(/\s+/).length <= 8);
    expect(comments.length).toBeGreaterThan(4000);
    expect(short.length / comments.length).toBeGreaterThan(1 / 3);
    expect(replies.filter(({ reply }) => reply === 'neutral').length / replies.length).toBeGreaterThan(1 / 3);
  });
});

describe('our wordings', () => {
  it('are of 1,500 pairs of comment and target and more, two paraphrases and two opposites each', async () => {
    const { rows, badRows } = await rewordRows(THREADS.map(path), path('wordings.jsonl'));
    expect(badRows).toEqual([]);
    expect(rows.length / 4).toBeGreaterThan(1500);
  });
});
