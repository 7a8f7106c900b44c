import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, textOf } from '../../src/text/normalize.ts';

const foldedText = (text: string) => textOf(fold(text).units);

/** The original units that a stretch of the folded text came from. */
function original(text: string, part: string): string {
  const folded = fold(text);
  const at = textOf(folded.units).indexOf(part);
  expect(at, `"${part}" in "${textOf(folded.units)}"`).toBeGreaterThanOrEqual(0);
  const start = folded.starts?.[at] ?? at;
  const end = folded.ends?.[at + part.length - 1] ?? at + part.length;
  return text.slice(start, end);
}

describe('fold', () => {
  it.each([
    ['lower case', 'SHUT UP', 'shut up'],
    ['full-width letters', 'ＩＤＩＯＴ', 'idiot'],
    ['mathematical letters', '𝓲𝓭𝓲𝓸𝓽', 'idiot'],
    ['ligatures', 'oﬃce', 'office'],
    ['Latin marks', 'Ñandú naïve', 'nandu naive'],
    ['combining marks', 'i\u0300d\u0301i\u0302o\u0303t', 'idiot'],
    ['zero-width characters', 'id\u200bi\u2060ot\ufeff', 'idiot'],
    ['what is invisible in front', '\u200e\u2066ok', 'ok'],
    ['soft hyphens', 'id\u00adiot', 'idiot'],
    ['Cyrillic look-alikes in a Latin word', 'іdіоt', 'idiot'],
    ['typographic quotes and dashes', '“don’t” – ever', '"don\'t" - ever'],
    ['the ellipsis', 'well…', 'well...'],
  ])('folds %s', (_, text, expected) => {
    expect(foldedText(text)).toBe(expected);
  });

  it('leaves words of other scripts as they are', () => {
    expect(foldedText('сука, это слово')).toBe('сука, это слово');
    expect(foldedText('ελληνικά')).toBe('ελληνικά');
  });

  it('leads back to what was written', () => {
    expect(original('you і\u200bdіоt!', 'idiot')).toBe('і\u200bdіоt');
    expect(original('an oﬃce job', 'office')).toBe('oﬃce');
    expect(original('so i\u0301d\u0301iot', 'idiot')).toBe('i\u0301d\u0301iot');
  });

  it('keeps the joiner of an emoji family and drops it elsewhere', () => {
    expect(foldedText('👨‍👩‍👧')).toContain('\u200d');
    expect(foldedText('a\u200db')).toBe('ab');
  });

  it('returns what stays as it is while others are folded', () => {
    const texts = ['Close the Bridge', 'an oﬃce “job”', 'É'.repeat(5000)];
    const folded = texts.map(fold);
    const before = folded.map(({ units }) => textOf(units));
    for (let i = 0; i < 3000; i++) fold(`something else, ${'É'.repeat(i % 40)}`);
    expect(folded.map(({ units }) => textOf(units))).toEqual(before);
    expect(before[0]).toBe('close the bridge');
  });

  it('maps every unit into the original, in order, for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { units: folded, starts, ends } = fold(text);
        if (starts === null || ends === null) return folded.length === text.length;
        let previous = 0;
        for (let i = 0; i < folded.length; i++) {
          const [start, end] = [starts[i]!, ends[i]!];
          if (start < previous || end <= start || end > text.length) return false;
          previous = start;
        }
        return starts.length === folded.length && ends.length === folded.length;
      }),
    );
  });

  it('leaves nothing invisible but the joiners of emoji, in any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldedText(text).replaceAll('\u200d', '')).not.toMatch(/\p{Cf}|[\u0300-\u036f]/u);
      }),
    );
  });

  it('folds a megabyte as it folds each part of it', () => {
    const part = 'ı\u0300Ⅷﷺ ';
    expect(foldedText(part.repeat(250_000)) === foldedText(part).repeat(250_000)).toBe(true);
  });
});
