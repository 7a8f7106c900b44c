import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parentsByLevel } from '../../../src/extract/html/levels.ts';

test('an item answers the nearest one before it at a lower level', () => {
  expect(parentsByLevel([1, 2, 3, 2, 1, 5, 4])).toEqual([null, 0, 1, 0, null, 4, 4]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 })), (levels) => {
      const nearest = levels.map((level, i) => {
        const before = levels.slice(0, i).findLastIndex((other) => other < level);
        return before === -1 ? null : before;
      });
      expect(parentsByLevel(levels)).toEqual(nearest);
    }),
  );
});
