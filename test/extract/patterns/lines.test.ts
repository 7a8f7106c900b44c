import { expect, test } from 'vitest';
import { firstLine, oneLine, trimmedLines } from '../../../src/extract/patterns/lines.ts';

test('lines are dropped at the top and at the bottom, not between', () => {
  const isDropped = (line: string) => line === '' || line === 'Reply';
  expect(trimmedLines(['', 'Reply', 'a', '', 'Reply', 'b', 'Reply'], isDropped)).toBe('a\n\nReply\nb');
  expect(trimmedLines(['', 'Reply'], isDropped)).toBe('');
  expect(trimmedLines([], isDropped)).toBe('');
});

test('one line holds all of a text, the first line its beginning', () => {
  expect(oneLine('  a\n\tb \u00a0 c ')).toBe('a b c');
  expect(firstLine('a\nb')).toBe('a');
  expect(firstLine('')).toBe('');
});
