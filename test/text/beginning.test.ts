import { expect, test } from 'vitest';
import { beginning } from '../../src/text/beginning.ts';

test.each([
  ['harbour', 4, 'harb'],
  ['harbour', 40, 'harbour'],
  ['ab😀', 3, 'ab'],
  ['ab😀', 4, 'ab😀'],
  ['a😀b', 3, 'a😀'],
  ['😀', 1, ''],
  ['😀', 0, ''],
  // A half that stands alone is not made so by cutting.
  ['ab\ud83d', 3, 'ab\ud83d'],
])('the beginning of %j in %i units is %j', (text, units, expected) => {
  expect(beginning(text, units)).toBe(expected);
});
