import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, encodeInput } from '../../src/encoder/input.ts';

const [first, end] = [101, 102];
const marks = { first, end };
const limits = { pair: 12, target: 3, parent: 5, context: 8, comment: 10 };
const many = (id: number, count = 50) => new Array<number>(count).fill(id);

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

describe('encodeInput', () => {
  it('sets what it is about before the comment', () => {
    expect(encodeInput({ task: 'stance', target: [1, 2], comment: [3] }, marks, limits)).toEqual({
      ids: [first, 1, 2, end, 3, end],
      types: [0, 0, 0, 0, 1, 1],
    });
  });

  it('reads a comment alone for its toxicity', () => {
    expect(encodeInput({ task: 'toxicity', target: null, comment: [3, 4] }, marks, limits)).toEqual({
      ids: [first, 3, 4, end],
      types: [0, 1, 1, 1],
    });
    const { ids } = encodeInput({ task: 'toxicity', target: null, comment: many(1) }, marks, limits);
    expect(ids).toHaveLength(limits.comment);
  });

  it.each([
    ['stance', [1, 2, 5]],
    ['reply', [1, 2, 3, 4, 5]],
  ] as const)('clips both halves of %s', (task, target) => {
    const question = { task, target: [1, 2, 3, 4, 5], comment: many(1) };
    const { ids, types } = encodeInput(question, marks, limits);
    expect(ids).toHaveLength(limits.pair);
    expect(types).toHaveLength(limits.pair);
    expect(ids.slice(1, 1 + target.length)).toEqual(target);
  });

  it('reads an empty half', () => {
    expect(encodeInput({ task: 'stance', target: [], comment: [] }, marks, limits).ids).toEqual([first, end, end]);
  });

  it('sets parent and article behind the comment, as far as it leaves room for enough of them', () => {
    const wide = { ...limits, pair: 24 };
    const question = { task: 'stance', target: [1], parent: many(7), article: many(8) } as const;
    const both = encodeInput({ ...question, comment: [3] }, marks, wide);
    expect(both.ids).toEqual([first, 1, end, 3, end, ...many(7, 8), end, ...many(8, 8), end]);
    expect(both.types).toEqual([0, 0, 0, 1, 1, ...many(3, 9), ...many(2, 9)]);
    const one = encodeInput({ ...question, comment: many(3, 8) }, marks, wide);
    expect(one.types.includes(3)).toBe(true);
    expect(one.types.includes(2)).toBe(false);
    expect(encodeInput({ ...question, comment: many(3) }, marks, wide).types.at(-1)).toBe(1);
  });

  it('never reads more than there are positions for, and gives each word piece a type', () => {
    const pieces = fc.array(fc.nat(100), { maxLength: 40 });
    const question = fc.record({ target: pieces, comment: pieces, parent: pieces, article: pieces });
    fc.assert(
      fc.property(question, fc.constantFrom('stance' as const, 'reply' as const), (parts, task) => {
        const { ids, types } = encodeInput({ task, ...parts }, marks, { ...limits, pair: 24 });
        expect(ids.length).toBeLessThanOrEqual(24);
        expect(types).toHaveLength(ids.length);
        expect(ids.at(-1)).toBe(end);
      }),
    );
  });
});
