import { expect, it } from 'vitest';
import { inOrder } from '../../src/artifact/in-order.ts';

const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

it('gives what promises give, and of several faults the first in order', async () => {
  expect(await inOrder([Promise.resolve(1), 'two'])).toEqual([1, 'two']);
  const first = later(5).then(() => Promise.reject(new Error('first')));
  await expect(inOrder([first, Promise.reject(new Error('second'))])).rejects.toThrow('first');
  const endless = new Promise(() => {});
  await expect(inOrder([Promise.reject(new Error('first')), endless])).rejects.toThrow('first');
});
