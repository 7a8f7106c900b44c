import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadOfText, openingOf } from '../../../src/extract/patterns/prose.ts';

const sentence = (words: number) => `${'word '.repeat(words - 1)}word.`;

describe('leads', () => {
  test('are cut at the end of a sentence', () => {
    const [lead, next] = [sentence(80), sentence(80)];
    expect(leadOfText(`${lead} ${next}`)).toBe(lead);
  });

  test.each(['am 30. September', 'of Dr. Smith', 'z. B. hier'])('are not cut in “%s”', (words) => {
    const start = sentence(100);
    expect(leadOfText(`${start} It was ${words} ${'and so on '.repeat(30)}.`)).toBe(start);
  });

  test('have three paragraphs at most, and start with prose', () => {
    const [a, b, c, d] = [12, 13, 14, 15].map(sentence);
    expect(leadOfText(['Menu', '12 comments', a, b, 'A heading', c, d].join('\n'))).toBe([a, b, c].join('\n\n'));
  });

  test('of a post are its words, however short', () => {
    expect(openingOf('Why does it stop')).toBe('Why does it stop');
    expect(openingOf('a\n\nb\n\nc\n\nd')).toBe('a\n\nb\n\nc');
    expect(openingOf(' \n ')).toBeNull();
  });

  test('are never longer than 600 UTF-16 units, nor empty', () => {
    const text = fc.array(fc.constantFrom('a ', 'Word ', '. ', '\n', '\n\n', '30. ', '。', '“', 'x'.repeat(700)));
    fc.assert(
      fc.property(text, (parts) => {
        for (const lead of [leadOfText(parts.join('')), openingOf(parts.join(''))])
          if (lead !== null) {
            expect(lead.trim()).not.toBe('');
            expect(lead.length).toBeLessThanOrEqual(600);
          }
      }),
    );
  });
});
