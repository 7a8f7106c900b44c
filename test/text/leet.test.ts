import { expect, it } from 'vitest';
import { fromLeet, toLeet } from '../../src/text/leet.ts';

it('reads digits and signs as the letters that they stand in for', () => {
  expect(fromLeet('1d10t')).toBe('idiot');
  expect(fromLeet('@$$ 29')).toBe('ass 29');
});

it('writes letters of either case as digits, which are read back', () => {
  expect(toLeet('Idiot')).toBe('1d107');
  expect(fromLeet(toLeet('a tie is sewn to it'))).toBe('a tie is sewn to it');
});
