import { expect, test } from 'vitest';
import { isNoise } from '../../../src/extract/patterns/boilerplate.ts';

test('buttons and counters are noise, words are not', () => {
  for (const line of ['Reply', 'Antworten ↓', 'Share', '3 years ago', 'May 3, 2020', '12', '#4', 'Permalink']) {
    expect(isNoise(line), line).toBe(true);
  }
  for (const line of ['Reply all was a mistake', 'Like father like son', 'May I?', 'In 2020 it was different', '❤️']) {
    expect(isNoise(line), line).toBe(false);
  }
});
