import { describe, expect, test } from 'vitest';
import { platformExtractor } from '../../../../src/extract/html/engine/index.ts';
import type { Platform } from '../../../../src/extract/html/engine/platform.ts';
import { readHtml } from '../../../../src/extract/html/index.ts';

const BASE: Platform = {
  name: 'Test',
  detect: [['.c'], ['.who']],
  item: '.c',
  author: ['.who'],
  time: ['.when @data-at', '.when'],
  text: '.t',
};

const read = (html: string, more: Partial<Platform> = {}) => {
  const { result, trials } = readHtml(html, null, [platformExtractor({ ...BASE, ...more })]);
  return { comments: result?.comments ?? [], rejected: trials[0]?.rejected ?? null };
};
const item = (who: string, text: string, more = '') =>
  `<div class="c" id="c${who.length}"><b class="who">${who}</b>${more}<div class="t">${text}</div></div>`;

describe('an extractor gives way', () => {
  test('to the next, where one of its two witnesses is missing', () => {
    expect(read('<div class="c"><div class="t">x</div></div>').rejected).toBe('nothing matches .who');
    expect(read('<b class="who">x</b>').rejected).toBe('nothing matches .c');
  });

  test('where it finds no text', () => {
    expect(read(item('Ann', '') + item('Bo', '')).rejected).toContain('none with a text');
  });

  test('where names are texts', () => {
    const long = 'I think that the ferry should run on Sundays as well.';
    expect(read(item(long, 'Reply') + item(`${long} Or not.`, 'Reply')).rejected).toContain('a sentence for a name');
    expect(read(item('Ann Lee', 'Ann Lee') + item('Bo', 'Bo')).rejected).toContain('a name for a text');
    expect(read(item('Ann Lee', 'Hm.') + item('Bo', 'Bo')).rejected).toBeNull();
  });
});

describe('what a platform can say', () => {
  test('a value can be a part of another', () => {
    const html = '<div class="c"><h3 class="who">(3.1) By Ann Lee on 2026-04-01</h3><div class="t">x</div></div>';
    const { comments } = read(html, {
      author: [{ from: 'h3', pattern: /By (.+) on / }],
      time: [{ from: 'h3', pattern: /on (\S+)/ }],
    });
    expect(comments).toMatchObject([{ author: 'Ann Lee', dateCreated: '2026-04-01', text: 'x' }]);
  });

  test('a number in an attribute is a date in milliseconds', () => {
    const { comments } = read(item('Ann', 'x', '<i class="when" data-at="1775030410000">a day</i>'));
    expect(comments).toMatchObject([{ dateCreated: '2026-04-01T08:00:10.000Z' }]);
  });

  test('what it shows instead of a name is none', () => {
    const { comments } = read(item('Nobody', 'x') + item('Ann', 'y'), { anonymous: ['Nobody'] });
    expect(comments.map(({ author }) => author)).toEqual([null, 'Ann']);
  });

  test('a note in words withholds a comment', () => {
    const html = item('Ann', 'x', '<i class="note"></i>') + item('Hanna', 'y', '<i class="note">Waits.</i>');
    const { comments } = read(html, { withheld: { from: '.note', pattern: /\S/ } });
    expect(comments.map(({ fromReader }) => fromReader)).toEqual([true, false]);
  });

  test('a reply that names whom it answers answers the nearest before it in the same thread', () => {
    const reply = (who: string, to: string) => item(who, 'x', `<i class="to">${to}</i>`);
    const html = `<div class="c"><b class="who">Ann</b><div class="t">a</div>${item('Bo', 'b')}${item('Cleo', 'c')}${reply('Deirdre', 'Bo')}${reply('Edward Z', 'Nobody')}</div>${reply('Fi', 'Bo')}`;
    const { comments } = read(html, { answers: '.to', id: { from: '@data-none', pattern: /(.)/ } });
    expect(comments.map(({ author, parent }) => [author, parent])).toEqual([
      ['Ann', null],
      ['Bo', 0],
      ['Cleo', 0],
      ['Deirdre', 1],
      ['Edward Z', 0],
      ['Fi', null],
    ]);
  });

  test('a text can stand in pieces', () => {
    const html = '<div class="c"><b class="who">Ann</b>In reply to Bo.<p>One.</p><p>Two.</p></div>';
    expect(read(html, { text: '.c > p', inPieces: true }).comments[0]?.text).toBe('One.\n\nTwo.');
    expect(read(html, { text: '.c > p' }).comments[0]?.text).toBe('One.');
  });

  test('an address is read decoded, and one that is none as it is', () => {
    const dated = (from: string) => item('Ann', 'x', `<a class="when" href="/t?from=${from}&amp;x">then</a>`);
    const when = { time: [{ from: '.when @href', pattern: /from=([^&]+)/ }] };
    expect(read(dated('2026-04-01T08%3A00%3A10Z'), when).comments[0]?.dateCreated).toBe('2026-04-01T08:00:10Z');
    expect(read(dated('2026%'), when).comments[0]?.dateCreated).toBe('2026%');
  });
});
