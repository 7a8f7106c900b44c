import { describe, expect, it } from 'vitest';
import { createSemaphore, mapConcurrently } from '../../src/encoder/concurrency.ts';

const later = () => new Promise((go) => setTimeout(go, 1));

describe('createSemaphore', () => {
  it('lets so many in at a time, whoever asks, and goes on after a failure', async () => {
    const limited = createSemaphore(2);
    let [running, most] = [0, 0];
    const work = (i: number) =>
      limited(async () => {
        most = Math.max(most, ++running);
        await later();
        running--;
        if (i === 3) throw new Error('three');
        return i;
      });
    const settled = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work));
    expect(most).toBe(2);
    expect(settled.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
  });
});

describe('mapConcurrently', () => {
  it('keeps the order', async () => {
    const results = await mapConcurrently([5, 1, 3], 2, async (ms, i) => {
      await new Promise((go) => setTimeout(go, ms));
      return [ms, i];
    });
    expect(results).toEqual([
      [5, 0],
      [1, 1],
      [3, 2],
    ]);
  });

  it('begins nothing more where one fails', async () => {
    let begun = 0;
    const failing = mapConcurrently(new Array(100).fill(0), 4, async () => {
      begun++;
      await later();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(begun).toBe(4);
  });
});
