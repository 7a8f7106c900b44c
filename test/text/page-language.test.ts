import { describe, expect, it } from 'vitest';
import { warningOfLanguage } from '../../src/text/page-language.ts';

const comment = (text: string, i: number) => ({
  ...{ id: String(i), parentId: null, depth: 0, author: null, text, quotes: [] },
  ...{ dateCreated: null, upvoteCount: null, downvoteCount: null },
});
const warningOf = (...texts: string[]) => warningOfLanguage(texts.map(comment));

describe('the warning of a page in another language', () => {
  it('counts its comments and names the language that most are in', () => {
    expect(warningOf('Das ist doch alles nicht wahr', 'Und wer zahlt das?', 'Et nous, qui nous paie ?', 'lol')).toEqual(
      {
        code: 'other-language',
        message:
          '3 of 4 comments not in English, 2 of them in German (de): the model reads English alone, and its answers on them mean little',
      },
    );
  });

  it('is not given where half of the comments are in English, where none tells, or where there are none', () => {
    expect(warningOf('Das ist doch alles nicht wahr', 'That is not true at all')).toBeNull();
    expect(warningOf('👍', '+1')).toBeNull();
    expect(warningOf()).toBeNull();
  });

  it('does not count what a comment quotes', () => {
    const text = 'Das ist doch alles nicht wahr\nI do not think so';
    expect(warningOfLanguage([{ ...comment(text, 0), quotes: [{ start: 0, end: 29 }] }])).toBeNull();
  });
});
