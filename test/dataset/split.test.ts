import { describe, expect, it } from 'vitest';
import { splitByGroup, splitFile } from '../../src/dataset/split.ts';
import { labelledComment, lineWriter } from './fixtures.ts';

const file = await lineWriter();

describe('splitByGroup', () => {
  const rest = { against: '', targets: [1], weight: 1, source: 's', groups: [] };
  const example = (text: string, group: string) => ({ ...rest, text, group });
  const examples = Array.from({ length: 1000 }, (_, i) => example(`text ${i}`, i % 2 === 0 ? `group ${i % 50}` : ''));

  it('keeps a group on one side', () => {
    const [kept = [], out = []] = splitByGroup(examples, [0.7, 0.3], 1);
    const groups = (side: typeof kept) => new Set(side.map(({ group }) => group).filter((group) => group !== ''));
    expect([...groups(kept)].filter((group) => groups(out).has(group))).toEqual([]);
    expect(kept.length + out.length).toBe(1000);
    expect(out.length).toBeGreaterThan(150);
    expect(out.length).toBeLessThan(450);
  });

  it.each([3, 4, 10, 11, 20, 40, 41])(
    'leaves no part empty, and gives each its share, of %i equal groups',
    (groups) => {
      const rows = Array.from({ length: groups * 3 }, (_, i) => example(`text ${i}`, `group ${i % groups}`));
      for (let seed = 1; seed <= 20; seed++) {
        const parts = splitByGroup(rows, [0.8, 0.1, 0.1], seed);
        const sizes = parts.map((part) => new Set(part.map(({ group }) => group)).size);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(groups);
        sizes.forEach((size, part) => {
          expect(size).toBeGreaterThanOrEqual(1);
          expect(Math.abs(size - groups * [0.8, 0.1, 0.1][part]!)).toBeLessThanOrEqual(1.5);
        });
      }
    },
  );

  it('gives nothing to a part without a share', () => {
    expect(splitByGroup(examples, [1, 0, 0], 1).map(({ length }) => length)).toEqual([1000, 0, 0]);
  });

  it('is the same for the same seed', () => {
    expect(splitByGroup(examples, [0.7, 0.3], 1)).toEqual(splitByGroup(examples, [0.7, 0.3], 1));
    expect(splitByGroup(examples, [0.7, 0.3], 1)).not.toEqual(splitByGroup(examples, [0.7, 0.3], 2));
  });
});

describe('splitFile', () => {
  it('keeps the lines as they are, those of one article in one split', async () => {
    const comments = Array.from({ length: 60 }, (_, i) =>
      labelledComment(`${i}`, `text ${i}`, { article: `a${i % 20}` }),
    );
    const lines = comments.map((comment) => JSON.stringify(comment));
    const { train, dev, test } = await splitFile(await file('comments.jsonl', lines), [0.5, 0.25, 0.25], 1);
    expect([...train, ...dev, ...test].sort()).toEqual([...lines].sort());
    const articles = [train, dev, test].map((part) => new Set(part.map((line) => JSON.parse(line).article)));
    expect(articles.reduce((sum, { size }) => sum + size, 0)).toBe(20);
  });

  it('names the line that is no row', async () => {
    const path = await file('bad.jsonl', [labelledComment('1', 'text'), 'oops']);
    await expect(splitFile(path, [1, 0, 0], 1)).rejects.toThrow(
      /bad\.jsonl line 2: expected a JSON object, got "oops"/,
    );
  });
});
