import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from '../../src/cli/ordered.ts';

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('inOrder', () => {
  it('hands results on in order, and never works on more than it may', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), async (delays, most) => {
        const received: number[] = [];
        let [working, highest] = [0, 0];
        const items = stream(delays.map((delay, i) => ({ delay, i })));
        const work = async ({ delay, i }: { delay: number; i: number }) => {
          highest = Math.max(highest, ++working);
          await wait(delay);
          working--;
          return i;
        };
        await mapInOrder(items, most, work, async (i) => {
          received.push(i);
        });
        expect(received).toEqual(delays.map((_, i) => i));
        expect(highest).toBeLessThanOrEqual(most);
      }),
      { numRuns: 30 },
    ));

  it.each(['work', 'receive'])('fails where its %s fails, and lets go of the source', async (where) => {
    let closed = false;
    async function* endless() {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        closed = true;
      }
    }
    const fail = (name: string) => async (i: number) => {
      if (where === name && i === 5) throw new Error('five');
      return i;
    };
    const received = fail('receive');
    await expect(mapInOrder(endless(), 2, fail('work'), async (i) => void (await received(i)))).rejects.toThrow('five');
    expect(closed).toBe(true);
  });
});
