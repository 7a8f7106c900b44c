import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildThread, type RawComment } from '../../src/extract/thread.ts';

const raw = (fields: Partial<RawComment>): RawComment => ({
  id: null,
  parent: null,
  author: null,
  text: 'text',
  dateCreated: null,
  upvoteCount: null,
  downvoteCount: null,
  fromReader: true,
  ...fields,
});

const shape = (items: readonly RawComment[]) =>
  buildThread(items).comments.map(({ id, parentId, depth }) => [id, parentId, depth]);

describe('buildThread', () => {
  test('gives ids by place where the page gives none, and never one that the page uses', () => {
    expect(shape([raw({}), raw({ id: '1' }), raw({})])).toEqual([
      ['1-2', null, 0],
      ['1', null, 0],
      ['3', null, 0],
    ]);
  });

  test('makes repeated ids unique and keeps replies with the one before them', () => {
    const items = [raw({ id: 'a' }), raw({ parent: 'a' }), raw({ id: 'a' }), raw({ parent: 'a' })];
    expect(shape(items)).toEqual([
      ['a', null, 0],
      ['2', 'a', 1],
      ['a-2', null, 0],
      ['4', 'a-2', 1],
    ]);
  });

  test('keeps the order found where every parent stands before its replies', () => {
    const items = [raw({ id: 'a' }), raw({ id: 'b' }), raw({ id: 'c', parent: 'a' }), raw({ id: 'd', parent: 1 })];
    expect(shape(items)).toEqual([
      ['a', null, 0],
      ['b', null, 0],
      ['c', 'a', 1],
      ['d', 'b', 1],
    ]);
  });

  test('goes thread by thread where a reply was found before what it answers', () => {
    const items = [raw({ id: 'c', parent: 'a' }), raw({ id: 'b' }), raw({ id: 'a' }), raw({ id: 'd', parent: 'a' })];
    expect(shape(items)).toEqual([
      ['b', null, 0],
      ['a', null, 0],
      ['c', 'a', 1],
      ['d', 'a', 1],
    ]);
  });

  test('an unknown parent, itself as parent and a circle make a comment on the article', () => {
    expect(shape([raw({ parent: 'nobody' })])).toEqual([['1', null, 0]]);
    expect(shape([raw({ id: 'a', parent: 'a' })])).toEqual([['a', null, 0]]);
    expect(shape([raw({ parent: 7 })])).toEqual([['1', null, 0]]);
    const circle = [raw({ id: 'a', parent: 'c' }), raw({ id: 'b', parent: 'a' }), raw({ id: 'c', parent: 'b' })];
    expect(shape(circle)).toEqual([
      ['a', null, 0],
      ['b', 'a', 1],
      ['c', 'b', 2],
    ]);
  });

  test('leaves out empty texts and what no reader wrote, and moves their replies up', () => {
    const items = [raw({}), raw({ parent: 0, text: '' }), raw({ parent: 1, fromReader: false }), raw({ parent: 2 })];
    const built = buildThread(items);
    expect(built.comments.map(({ id, parentId, depth }) => [id, parentId, depth])).toEqual([
      ['1', null, 0],
      ['4', '1', 1],
    ]);
    expect([built.empty, built.notFromReaders]).toEqual([1, 1]);
  });

  test('a chain of 200,000 replies and a comment with 200,000 replies take no recursion', () => {
    const chain = Array.from({ length: 200_000 }, (_, i) => raw({ parent: i === 0 ? null : i - 1 }));
    expect(buildThread(chain).comments.at(-1)!.depth).toBe(199_999);
    const backwards = chain.map((_, i) => raw({ parent: i === chain.length - 1 ? null : chain.length - 1 }));
    expect(buildThread(backwards).comments).toHaveLength(200_000);
  });
});

const anyRaw = fc.record({
  id: fc.option(fc.constantFrom('1', '2', '3', 'a', 'b', '1-2'), { nil: null }),
  parent: fc.option(fc.oneof(fc.integer({ min: -1, max: 30 }), fc.constantFrom('1', '2', '3', 'a', 'b', 'z')), {
    nil: null,
  }),
  author: fc.constant(null),
  text: fc.constantFrom('', 'text'),
  dateCreated: fc.constant(null),
  upvoteCount: fc.constant(null),
  downvoteCount: fc.constant(null),
  fromReader: fc.boolean(),
});

describe('whatever an extractor finds', () => {
  const build = (items: readonly RawComment[]) => buildThread(items);

  test('ids are unique, parents stand before their replies, and a depth is the parent’s plus one', () => {
    fc.assert(
      fc.property(fc.array(anyRaw, { maxLength: 25 }), (items) => {
        const { comments } = build(items);
        const depths = new Map<string, number>();
        for (const { id, parentId, depth } of comments) {
          expect(depths.has(id)).toBe(false);
          expect(depth).toBe(parentId === null ? 0 : depths.get(parentId)! + 1);
          depths.set(id, depth);
        }
      }),
    );
  });

  test('every reader’s comment with a text is kept, once', () => {
    fc.assert(
      fc.property(fc.array(anyRaw, { maxLength: 25 }), (items) => {
        const { comments, empty, notFromReaders } = build(items);
        expect(comments).toHaveLength(items.filter(({ text, fromReader }) => fromReader && text !== '').length);
        expect(comments.length + empty + notFromReaders).toBe(items.length);
      }),
    );
  });

  test('a built thread builds to itself', () => {
    fc.assert(
      fc.property(fc.array(anyRaw, { maxLength: 25 }), (items) => {
        const { comments } = build(items);
        const again = comments.map(({ parentId, depth: _, ...comment }) => raw({ ...comment, parent: parentId }));
        expect(build(again).comments).toEqual(comments);
      }),
    );
  });

  test('the input is not changed', () => {
    fc.assert(
      fc.property(fc.array(anyRaw, { maxLength: 10 }), (items) => {
        const before = structuredClone(items);
        build(items);
        expect(items).toEqual(before);
      }),
    );
  });
});
