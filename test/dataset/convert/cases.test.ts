import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkedRows, openSource } from '../../../src/dataset/convert/convert.ts';
import { checkDataset } from '../../../src/dataset/index.ts';
import { needs } from '../../fixtures/needs.ts';

const CASES = resolve('../shared/cases');

async function labels(name: string, columns: Record<string, string>): Promise<unknown[]> {
  const { rows } = await openSource(null, [resolve(CASES, name)], { columns });
  const read: unknown[] = [];
  for await (const one of checkedRows(rows)) {
    const row = 'json' in one ? JSON.parse(one.json) : one;
    read.push(row.message?.slice(0, 7) ?? row.stance ?? row.labels);
  }
  return read;
}

describe('the cases of labels', () => {
  const flags = { text: 'comment', toxicity: 'is_toxic' };
  const [bad, fine] = [{ toxicity: 1 }, { toxicity: 0 }];

  it.each<[string, Record<string, string>, unknown[]]>([
    ['bad-quote.csv', flags, [bad, fine, 'line 4:', fine, fine]],
    ['cp1252.csv', flags, [bad, fine]],
    ['semicolon.csv', flags, [bad, fine]],
    ['true-false.csv', flags, [bad, fine]],
    ['toxic-nontoxic.csv', flags, [bad, fine]],
    ['stance-upper.csv', { text: 'text', target: 'target', stance: 'stance' }, ['favor', 'against', 'none']],
    [
      'doccano.jsonl',
      {},
      [
        { toxicity: 1, insult: 1 },
        { toxicity: 0, insult: 0 },
      ],
    ],
    [
      'labelstudio.json',
      {},
      [
        { toxicity: 1, insult: 1 },
        { toxicity: 0, insult: 0 },
      ],
    ],
  ])('%s', needs('shared cases'), async (name, columns, expected) => {
    expect(await labels(name, columns)).toEqual(expected);
  });

  it(
    'numeric-id.jsonl: an id that is a number, true and null are no reason to refuse a row',
    needs('shared cases'),
    async () => {
      const { rows, problems } = await checkDataset([resolve(CASES, 'numeric-id.jsonl')]);
      expect([rows, problems.map(({ line }) => line)]).toEqual([4, [3, 5]]);
    },
  );
});
