import { describe, expect, test } from 'vitest';
import { withDeclaredTexts } from '../../../../src/extract/html/markup/declared-texts.ts';
import { rawComment } from '../../../../src/extract/thread.ts';

const LONG = 'The ferry runs at nine, at noon and at six, and the last one is always full.';

const texts = (shown: Parameters<typeof rawComment>[0][], declared: object[]) =>
  withDeclaredTexts({ platform: null, comments: shown.map(rawComment) }, [
    { '@type': 'Article', comment: declared.map((comment) => ({ '@type': 'Comment', ...comment })) },
  ]).comments.map(({ text }) => text);

describe('texts of linked data', () => {
  test('stand in for notes in the markup, matched by id', () => {
    expect(
      texts(
        [
          { id: '7', text: 'Log in to read this.' },
          { id: '8', text: 'Log in to read this.' },
        ],
        [
          { '@id': 'https://a.example/#comment-8', text: 'Second.' },
          { '@id': 'https://a.example/#comment-7', text: LONG },
        ],
      ),
    ).toEqual([LONG, 'Second.']);
  });

  test('are matched by author and time, or by author and place where there are as many', () => {
    const when = '2024-05-01T10:00:00Z';
    expect(
      texts(
        [
          { author: 'Ann', dateCreated: when, text: 'Spoiler' },
          { author: 'Bob', text: 'Spoiler' },
        ],
        [
          { author: { name: 'Ann' }, dateCreated: when, text: LONG },
          { author: { name: 'Bob' }, text: 'Sold out.' },
          { author: { name: 'Bob' }, text: 'Still sold out.' },
        ],
      ),
    ).toEqual([LONG, 'Spoiler']);
    expect(texts([{ author: 'Ann', text: 'Spoiler' }], [{ author: 'Ann', text: LONG }])).toEqual([LONG]);
  });

  test('are taken where the markup shows the beginning, not where it shows more', () => {
    const shown = `${LONG.slice(0, 50)}… Read more`;
    expect(texts([{ id: '1', text: shown }], [{ '@id': '1', text: LONG }])).toEqual([LONG]);
    expect(texts([{ id: '1', text: LONG }], [{ '@id': '1', text: `${LONG.slice(0, 50)}…` }])).toEqual([LONG]);
  });

  test('are not taken for other comments than those', () => {
    const shown = [
      { author: 'Ann', text: 'One.' },
      { author: 'Bob', text: 'Two.' },
    ];
    expect(
      texts(shown, [
        { author: 'Cyd', text: LONG },
        { author: 'Dot', text: LONG },
      ]),
    ).toEqual(['One.', 'Two.']);
  });
});
