import { expect, test } from 'vitest';
import { withoutFurniture } from '../../../src/extract/patterns/furniture.ts';

test('lines at an end of most texts go, whatever number they show', () => {
  expect(withoutFurniture(['4 of 5\nGood', '3 of 5\nBad\n\nLike (2)', 'None\nLike (1)', 'Well\nLike (0)'])).toEqual([
    '4 of 5\nGood',
    '3 of 5\nBad',
    'None',
    'Well',
  ]);
});

test('sentences stay, and so do lines of few texts', () => {
  expect(withoutFurniture(['Thank you!', 'Thank you!', 'Thank you!'])).toEqual([
    'Thank you!',
    'Thank you!',
    'Thank you!',
  ]);
  expect(withoutFurniture(['Like\na', 'Like\nb'])).toEqual(['Like\na', 'Like\nb']);
  expect(withoutFurniture([])).toEqual([]);
});
