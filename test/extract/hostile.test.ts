import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Thread } from '../../src/schemas.ts';
import { MARKUP, TEXT } from '../fixtures/hostile.js';

const MB = 1_000_000;
const fill = (part: string, size: number): string => part.repeat(Math.floor(size / part.length));
const codes = (thread: Thread): string[] => thread.warnings.map(({ code }) => code);

/** Every thread keeps its form, whatever it was read from. */
const isThread = (thread: Thread): boolean => Thread.safeParse(thread).success;

describe('markup made to hurt', () => {
  test('50 MB of nested elements are given up, and it is said so', () => {
    expect(codes(extractThread({ html: fill('<div>', 50 * MB) }))).toEqual(['truncated']);
  });

  test.each(Object.entries(MARKUP))('%s', (_, make) => {
    expect(isThread(extractThread({ html: make(MB / 4) }))).toBe(true);
  });

  test('elements below the depth limit stay readable, and what follows them is in its place', () => {
    const deep = `${fill('<div>', 5 * 2000)}deep${fill('</div>', 6 * 2000)}`;
    const thread = extractThread({
      html: `<h1>Title</h1>${deep}<ol class="comment-list"><li class="comment depth-1" id="comment-1"><p class="fn">A</p><div class="comment-content">kept</div></li></ol>`,
    });
    expect(codes(thread)).toEqual(['truncated']);
    expect(thread.comments.map(({ text }) => text)).toEqual(['kept']);
  });

  test('everything unclosed', () => {
    const html =
      '<!doctype html><title>Broken</title><body><h1>Broken<ol class="comment-list"><li class="comment depth-1" id="comment-1"><cite class="fn">Ann</cite><p>one<p>two<li class="comment depth-1" id="comment-2"><cite class="fn">Bob</cite><p>three <a href="x><b';
    expect(extractThread({ html }).comments.map(({ author, text }) => [author, text])).toEqual([
      ['Ann', 'one\n\ntwo'],
      ['Bob', 'three'],
    ]);
  });

  test('linked data as deep as JSON allows', () => {
    const json = JSON.parse(`${'{"text":"x","comment":'.repeat(4000)}null${'}'.repeat(4000)}`);
    const thread = extractThread({ json: { '@type': 'Article', comment: json } });
    expect(thread.comments).toHaveLength(4000);
    expect(thread.comments.at(-1)!.depth).toBe(3999);
  });
});

describe('text made to hurt', () => {
  test.each(Object.entries(TEXT))('%s', (_, make) => {
    expect(isThread(extractThread({ text: make(MB / 4) }))).toBe(true);
  });

  test('more lines than anybody writes are given up, and it is said so', () => {
    expect(codes(extractThread({ text: `x${fill('\n', MB)}` }))).toEqual(['truncated']);
  });
});

describe('saved answers made to hurt', () => {
  test('a thread deeper than any', () => {
    const leaf = '"id":1,"type":"comment","author":"a","text":"x","created_at":null,"children":[';
    const json = JSON.parse(`${`{${leaf}`.repeat(5000)}${']}'.repeat(5000)}`);
    expect(extractThread({ json }).comments).toHaveLength(5000);
  });

  test('one of no platform that is known', () => {
    const leaf = '"author":"a","text":"x","replies":[';
    const json = JSON.parse(`[${`{${leaf}`.repeat(5000)}${']}'.repeat(5000)}]`);
    expect(isThread(extractThread({ json }))).toBe(true);
  });

  test('lists in lists, and objects in objects', () => {
    const lists = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    const objects = JSON.parse(`${'{"data":'.repeat(5000)}1${'}'.repeat(5000)}`);
    for (const json of [lists, objects]) expect(codes(extractThread({ json }))).toEqual(['unreadable-data']);
  });
});

describe('strange characters', () => {
  test('halves of surrogate pairs go through', () => {
    const html = '<li class="comment depth-1" id="comment-1"><b class="fn">\ud83d</b><p>a \udc00 b \ud83d</p></li>';
    const [comment] = extractThread({ html }).comments;
    expect(comment).toMatchObject({ author: '\ud83d', text: 'a \udc00 b \ud83d' });
    expect(extractThread({ text: '\udc00\n\n1 Comment\n\n  1. \ud83d' }).comments).toHaveLength(1);
  });

  test('no string makes it throw anything but its own errors, and every thread keeps its form', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        ...[
          '<li class="comment depth-2" id="comment-1">',
          '<div class="wpd-comment" id="wpd-comm-2_1">',
          '</li>',
          '<p>',
          '</p>',
        ],
        ...[
          '<b class="fn">',
          '<time datetime="x">',
          '<script type="application/ld+json">',
          '{"comment":[',
          '"text":"a"',
          '</script>',
        ],
        ...[
          '<div itemprop="comment" itemscope>',
          '<i itemprop="text">',
          '3 Comments',
          '  • ',
          '  1. ',
          '\n\n',
          '    ',
          'Ann says:',
          'May 3, 2020',
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.constantFrom('html', 'text'), (parts, kind) => {
        const content = parts.join('');
        if (content.trim() === '') return;
        expect(Thread.safeParse(extractThread({ [kind]: content })).success).toBe(true);
        readPage(content);
      }),
      { numRuns: 400 },
    );
  });
});
