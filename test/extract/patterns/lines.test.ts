import { expect, test } from 'vitest';
import { endsAsSentence, firstLine, oneLine, trimmedLines } from '../../../src/extract/patterns/lines.ts';

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

test.each(['So it is.', 'Is it?', '“So it is.”', 'そうです。', 'Nice 🙂', 'Nice :-)'])(
  '%s ends as sentences do',
  (text) => {
    expect(endsAsSentence(text)).toBe(true);
  },
);

test.each(['A clerk (w/m/d)', '11,95 €', 'News', ''])('%s does not end as sentences do', (text) => {
  expect(endsAsSentence(text)).toBe(false);
});
