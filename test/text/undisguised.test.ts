import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undisguised } from '../../src/text/undisguised.ts';

const WORDS = new Set(
  'idiot so cafe shit word words goods hell are usa you are an as is ist 1st good fool ass asshole stupid committee fuck'.split(
    ' ',
  ),
);
const isWord = (word: string) => WORDS.has(word);

describe('undisguised', () => {
  it.each([
    ['you are an 1d10t', 'you are an idiot'],
    ['You $H1T.', 'You shit.'],
    ['an i.d.i.o.t!', 'an idiot!'],
    ['i d i o t', 'idiot'],
    ['an idioooot', 'an idiot'],
    ['soooo good', 'so good'],
    ['an іdіot of Cyrillic', 'an idiot of Cyrillic'],
    ['ｉｄｉｏｔ', 'idiot'],
    ['unknоwnish', 'unknownish'],
    ['the café', 'the cafe'],
    ['an 1d107 and 1di0ts', 'an idiot and idiots'],
    ['f00l', 'fool'],
    ['f**k that sh*t', 'fuck that shit'],
    ['st*p*d *diots', 'stupid *diots'],
    ['a55h01e', 'asshole'],
    ['you assssshole', 'you asshole'],
    ['cooommittee, commmittee', 'committee, committee'],
    ['s t u p i d i d i o t', 'stupid idiot'],
    ['s.t.u.p.i.d.x', 'stupidx'],
    ['y o u a r e a s t u p i d q z i d i o t', 'you are a stupid qz idiot'],
    ['you a r e a f o o l', 'you are a fool'],
    ['f*u*c*k', 'fuck'],
    ['an f a t a s s', 'an fat ass'],
    ['a s s of a p1g', 'ass of a pig'],
    ['such hyp*cr*t*s, hyp*cr*t*', 'such hypocrites, hypocrite'],
    ['m*r*n', 'moron'],
  ])('%s: %s', (text, plain) => {
    expect(undisguised(text, isWord)).toBe(plain);
  });

  it.each([
    'Nothing is hidden here, don’t look.',
    'It’s 1st of 10, on page 4k of the m3, good5 word5 and covid19',
    'w**ds, **** and a*b',
    'use *bold* or f*(x), 5*4, a* search',
    'Привет, мир',
    'https://example.org/1d10t @1d10t #1d10t',
    '🙂 good… “quoted” – dash',
    '',
  ])('leaves %j as it is', (text) => {
    expect(undisguised(text, isWord)).toBe(text);
  });

  it('takes any string, and leaves plain words alone', () => {
    const plainWord = fc.stringMatching(/^[a-z]{4,9}$/).filter((word) => !/(.)\1\1/.test(word));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(plainWord), (text, words) => {
        expect(typeof undisguised(text, isWord)).toBe('string');
        expect(undisguised(words.join(' '), isWord)).toBe(words.join(' '));
      }),
    );
  });
});
