import { expect, it } from 'vitest';
import { readEmotions } from '../../../src/dataset/rows/emotions.ts';
import { lineWriter } from '../fixtures.ts';

const file = await lineWriter();

it('reads one emotion as approval, disapproval or neither, and leaves the rest out', async () => {
  const path = await file('remarks.jsonl', [
    { text: 'Spot on.', emotions: ['approval'], source: 'made-up' },
    { text: 'Oh, stop it.', emotions: ['annoyance'] },
    { text: 'It opens at nine.', emotions: ['neutral'] },
    { text: 'Well done, but no.', emotions: ['approval', 'disapproval'] },
    { text: 'I miss her.', emotions: ['grief'] },
  ]);
  const { examples, files } = await readEmotions('reply', [path]);
  expect(examples.map(({ text, labels }) => [text, labels])).toEqual([
    ['Spot on.', [1, 0, 0]],
    ['Oh, stop it.', [0, 1, 0]],
    ['It opens at nine.', [0, 0, 1]],
  ]);
  expect(examples.map(({ source }) => source)).toEqual(['made-up', 'remarks.jsonl', 'remarks.jsonl']);
  expect(files).toMatchObject([{ name: 'remarks.jsonl', rows: 5 }]);
});

it('collects lines that are no rows, and refuses a file without any', async () => {
  const path = await file('some.jsonl', [{ text: 'Yes.', emotions: ['approval'] }, 'no json', { text: 'No.' }]);
  const { examples, badRows } = await readEmotions('stance', [path]);
  expect(examples).toHaveLength(1);
  expect(badRows.map(({ line }) => line)).toEqual([2, 3]);
  const empty = await file('none.jsonl', ['no json']);
  await expect(readEmotions('stance', [empty])).rejects.toThrow(/none\.jsonl holds no rows/);
});
