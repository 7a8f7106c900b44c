import { describe, expect, it } from 'vitest';
import { clip, encodePair } from '../../src/encoder/pair.ts';

const [first, end] = [101, 102];
/** A word is its length. */
const wordpiece = {
  first,
  end,
  ids: (text: string) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((word) => word.length),
};
const limits = { pair: 12, target: 3, parent: 5 };

describe('clip', () => {
  it('keeps the first and the last half of what is too long', () => {
    const ids = [1, 2, 3, 4, 5, 6];
    expect([6, 5, 4, 1, 0].map((length) => clip(ids, length))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 5, 6],
      [1, 2, 5, 6],
      [1],
      [],
    ]);
  });
});

describe('encodePair', () => {
  it('sets what it is about before the comment', () => {
    expect(encodePair({ head: 'stance', against: 'a bb', text: 'ccc' }, wordpiece, limits)).toEqual({
      ids: [first, 1, 2, end, 3, end],
      types: [0, 0, 0, 0, 1, 1],
    });
  });

  it.each([
    ['stance', [1, 2, 5]],
    ['reply', [1, 2, 3, 4, 5]],
  ] as const)('clips both halves of %s', (head, against) => {
    const { ids, types } = encodePair(
      { head, against: 'a bb ccc dddd eeeee', text: 'x '.repeat(50) },
      wordpiece,
      limits,
    );
    expect(ids).toHaveLength(limits.pair);
    expect(types).toHaveLength(limits.pair);
    expect(ids.slice(1, 1 + against.length)).toEqual(against);
  });

  it('reads an empty half', () => {
    expect(encodePair({ head: 'stance', against: '', text: '' }, wordpiece, limits).ids).toEqual([first, end, end]);
  });
});
