import { describe, expect, test } from 'vitest';
import { withParentsByQuotation } from '../../src/extract/parents-by-quotation.ts';
import { rawComment } from '../../src/extract/thread.ts';

const parentsOf = (...comments: readonly { author: string; text: string; parent?: number }[]) =>
  withParentsByQuotation(comments.map(rawComment)).map(({ parent }) => parent);

const ann = { author: 'Ann', text: 'The ferry is late again. I waited an hour in the rain.' };
const bo = { author: 'Bo', text: 'Mine was early, for once, and nobody was on it.' };

describe('replies by quotation', () => {
  test('answer the comment whose words they quote, the last of several', () => {
    const cy = { author: 'Cy', text: '> I waited an hour in the rain.\n\nBuy an umbrella.' };
    expect(parentsOf(ann, bo, cy)).toEqual([null, null, 0]);
    expect(parentsOf(ann, { ...ann, author: 'Di' }, cy)).toEqual([null, null, 1]);
  });

  test('answer the last comment of the author whom they name, where the words are cut', () => {
    const cy = { author: 'Cy', text: '> Bo said:\n> early\n\nLucky you.' };
    expect(parentsOf(bo, ann, { ...bo, text: 'And once more.' }, cy)).toEqual([null, null, null, 2]);
  });

  test('do not answer what comes later, nor what nobody has said', () => {
    const cy = { author: 'Cy', text: '> I waited an hour in the rain.\n\nBuy an umbrella.' };
    expect(parentsOf(cy, ann)).toEqual([null, null]);
    expect(parentsOf(bo, cy)).toEqual([null, null]);
  });

  test('keep the parents that the page shows', () => {
    const cy = { author: 'Cy', text: '> I waited an hour in the rain.\n\nBuy an umbrella.' };
    expect(parentsOf(ann, bo, { author: 'Di', text: 'Me too.', parent: 1 }, cy)).toEqual([null, null, 1, null]);
  });
});
