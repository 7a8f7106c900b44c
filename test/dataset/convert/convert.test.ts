import { expect, it } from 'vitest';
import { convertCorpus } from '../../../src/dataset/convert/convert.ts';
import type { Corpus } from '../../../src/dataset/convert/corpus.ts';

it('gives the rows that are sound as JSON, and a message for every other', async () => {
  const corpus: Corpus = {
    name: 'made-up',
    files: 'none',
    async *convert() {
      yield { row: { text: 'fine words', labels: { toxicity: 0 } } };
      yield { line: 2, message: 'label "?"' };
      yield { row: { text: '', labels: { toxicity: 0 } } };
    },
  };
  const converted = [];
  for await (const one of convertCorpus(corpus, [], {})) converted.push(one);
  expect(converted).toEqual([
    { json: '{"text":"fine words","labels":{"toxicity":0}}' },
    { message: 'line 2: label "?"' },
    { message: expect.stringMatching(/^\{"text":"","labels":.*…: text: /) },
  ]);
});
