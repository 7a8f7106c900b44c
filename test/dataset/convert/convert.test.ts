import { expect, it } from 'vitest';
import { checkedRows } from '../../../src/dataset/convert/convert.ts';
import type { Converted } from '../../../src/dataset/convert/corpus.ts';

it('gives the rows that are sound as JSON, and a message for every other', async () => {
  async function* rows(): AsyncGenerator<Converted> {
    yield { row: { text: 'fine words', labels: { toxicity: 0 } } };
    yield { line: 2, message: 'label "?"' };
    yield { row: { text: '', labels: { toxicity: 0 } } };
  }
  const converted = [];
  for await (const one of checkedRows(rows())) converted.push(one);
  expect(converted).toEqual([
    { json: '{"text":"fine words","labels":{"toxicity":0}}' },
    { message: 'line 2: label "?"' },
    { message: expect.stringMatching(/^\{"text":"","labels":.*…: text: /) },
  ]);
});
