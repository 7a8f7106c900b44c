import { expect, it } from 'vitest';
import { allocateFloats, allocateInts, allocateUnits } from '../../src/text/short-arrays.ts';

it.each([
  ['ints', allocateInts],
  ['floats', allocateFloats],
  ['units', allocateUnits],
])('allocates %s that are zero, and that nobody else writes to', (_, allocate) => {
  const arrays = Array.from({ length: 400 }, (_, i) => {
    const array = allocate(i % 7 === 0 ? 5000 : 37 * (i % 11));
    expect(array.every((x) => x === 0)).toBe(true);
    return array.fill(i);
  });
  for (const [i, array] of arrays.entries()) {
    expect(array.length).toBe(i % 7 === 0 ? 5000 : 37 * (i % 11));
    expect(array.every((x) => x === i)).toBe(true);
  }
});
