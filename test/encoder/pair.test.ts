import { describe, expect, it } from 'vitest';
import { clip, encodePair } from '../../src/encoder/pair.ts';

const [first, end] = [101, 102];
const marks = { first, end };
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
    expect(encodePair('stance', [1, 2], [3], marks, limits)).toEqual({
      ids: [first, 1, 2, end, 3, end],
      types: [0, 0, 0, 0, 1, 1],
    });
  });

  it.each([
    ['stance', [1, 2, 5]],
    ['reply', [1, 2, 3, 4, 5]],
  ] as const)('clips both halves of %s', (task, target) => {
    const { ids, types } = encodePair(task, [1, 2, 3, 4, 5], new Array(50).fill(1), marks, limits);
    expect(ids).toHaveLength(limits.pair);
    expect(types).toHaveLength(limits.pair);
    expect(ids.slice(1, 1 + target.length)).toEqual(target);
  });

  it('reads an empty half', () => {
    expect(encodePair('stance', [], [], marks, limits).ids).toEqual([first, end, end]);
  });
});
