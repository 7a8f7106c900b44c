import { describe, expect, test } from 'vitest';
import { BelowTheLineError } from '../../src/errors.ts';
import { extractThread, type Page, readPage } from '../../src/extract/index.ts';
import type { PageInput } from '../../src/extract/page-input.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));

const thrown = (call: () => unknown): BelowTheLineError => {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(BelowTheLineError);
    return error as BelowTheLineError;
  }
  throw new Error('nothing was thrown');
};

describe('readPage tells what a page is', () => {
  test.each([
    ['html', '<!doctype html><p>x'],
    ['html', '\ufeff  <HTML><body>x'],
    ['html', '<?xml version="1.0"?><html/>'],
    ['xml', '<?xml version="1.0"?><rss/>'],
    ['xml', '<feed xmlns="http://www.w3.org/2005/Atom"/>'],
    ['html', '<!-- saved from url --><html>'],
    ['html', 'half a page</p></div></div><div>rest</div>'],
    ['text', 'A headline\n\n  • Ann\n\n    I <3 this'],
    ['text', 'In HTML a paragraph ends in </p>, we learned.'],
    ['text', '[Update] The council met again.'],
    ['text', '{ not json'],
    ['json', '{"response": []}'],
    ['json', '\ufeff\n[1]'],
  ] as const)('%s: %j', (kind, content) => {
    const page = readPage(content);
    expect(page.kind).toBe(kind);
    expect(Object.keys(page)).toEqual(['kind', kind, 'url']);
  });

  test('markup with stray NULs is read without them, anything else with them is binary', () => {
    expect(readPage('<!doc\0type html><p>a\0b')).toEqual({ kind: 'html', html: '<!doctype html><p>ab', url: null });
    expect(readPage(bytes('x</p></li>\0</div>y'))).toMatchObject({ kind: 'html', html: 'x</p></li></div>y' });
    expect(readPage({ html: '<p>a\0b' })).toMatchObject({ html: '<p>ab' });
    expect(thrown(() => readPage('a\0b')).message).toContain('binary');
  });

  test('the address goes with it', () => {
    expect(readPage('x', { url: 'https://a.example/' })).toEqual({
      kind: 'text',
      text: 'x',
      url: 'https://a.example/',
    });
    expect(readPage('x')).toEqual({ kind: 'text', text: 'x', url: null });
  });
});

describe('what a file says of the page in it', () => {
  const page = { kind: 'text', text: 'x', url: null, warnings: [{ code: 'truncated', message: 'cut' }] } as const;

  test('goes with the page', () => {
    expect(readPage(page)).toEqual(page);
    expect(extractThread(page).warnings).toEqual(page.warnings);
  });

  test('the address that is given counts more than that of the file', () => {
    const mhtml = (url: string) =>
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: ${url}\n\n<p>x\n--b--`;
    expect(readPage(mhtml('https://a.example/')).url).toBe('https://a.example/');
    expect(readPage(mhtml('https://a.example/'), { url: 'https://b.example/' }).url).toBe('https://b.example/');
    expect(readPage(mhtml('file:///home/ann/page.html')).url).toBeNull();
  });
});

describe('readPage believes who names the kind', () => {
  test.each([
    [{ html: 'no tags' }, { kind: 'html', html: 'no tags', url: null }],
    [{ text: '<p>x</p>' }, { kind: 'text', text: '<p>x</p>', url: null }],
    [
      { json: [1], url: 'https://a.example/' },
      { kind: 'json', json: [1], url: 'https://a.example/' },
    ],
    [{ text: 'x', html: undefined, url: null } as PageInput, { kind: 'text', text: 'x', url: null }],
  ] satisfies [PageInput, Page][])('%j', (input, page) => {
    expect(readPage(input)).toEqual(page);
  });

  test('but not the address before the one beside it', () => {
    const page = readPage({ text: 'x', url: 'https://a.example/' }, { url: 'https://b.example/' });
    expect(page.url).toBe('https://b.example/');
  });

  test('and leaves a page as it is', () => {
    for (const content of ['<p>x</p>', 'x', '{"a":1}']) {
      const page = readPage(content, { url: 'https://a.example/' });
      expect(readPage(page)).toEqual(page);
    }
  });

  test('a thread is the same from bytes, their text, a page, and a page by its kind', () => {
    const html =
      '<title>News</title><h1>News</h1><li class="comment depth-1" id="comment-7"><b class="fn">Ann</b><p>Yes</p>';
    const thread = extractThread({ html });
    expect(thread.comments).toHaveLength(1);
    for (const source of [html, new TextEncoder().encode(html), readPage(html), { html }]) {
      expect(extractThread(source)).toEqual(thread);
    }
  });
});

describe('readPage decodes', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8 without a word', bytes('caf', [0xc3, 0xa9]), 'café'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'caf', [0xc3, 0xa9]), 'café'],
    ['UTF-16 with a mark', bytes([0xff, 0xfe, 0x63, 0, 0xe9, 0]), 'cé'],
    ['UTF-16, the other way round', bytes([0xfe, 0xff, 0, 0x63, 0, 0xe9]), 'cé'],
    ['what is no UTF-8 as windows-1252', bytes('4 ', [0x80, 0x85], ' caf', [0xe9]), '4 €… café'],
    ['every character of windows-1252', bytes([0x80, 0x8a, 0x92, 0x9f, 0xe4]), '€Š’Ÿä'],
    ['what the page declares', bytes('<meta charset="iso-8859-2">', [0xb1]), '<meta charset="iso-8859-2">ą'],
    [
      'what it declares the old way',
      bytes('<META http-equiv=Content-Type content="text/html; charset=windows-1251">', [0xcf]),
      '<META http-equiv=Content-Type content="text/html; charset=windows-1251">П',
    ],
    ['a declaration that is wrong about UTF-8', bytes('<meta charset=utf-8>', [0xe9]), '<meta charset=utf-8>é'],
    ['a declaration nobody knows', bytes('<meta charset=klingon>', [0xc3, 0xa9]), '<meta charset=klingon>é'],
    [
      'an XML declaration',
      bytes('<?xml version="1.0" encoding="ISO-8859-15"?>', [0xa4]),
      '<?xml version="1.0" encoding="ISO-8859-15"?>€',
    ],
  ])('%s', (_, content, text) => {
    const page = readPage(content);
    expect(page.kind === 'html' ? page.html : page.kind === 'text' && page.text).toBe(text);
  });

  test('UTF-8 that was cut in the middle of a character stays UTF-8', () => {
    const text = 'Schöne Grüße aus Łódź, naïve Leser, déjà vu'.repeat(5);
    const cut = new TextEncoder().encode(`${text}ä`).slice(0, -1);
    expect(readPage(cut)).toEqual({ kind: 'text', text: `${text}\ufffd`, url: null });
  });
});

describe('what cannot be a page', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['no content', () => extractThread({}), /exactly one of html, text, json, xml and rows, got none/],
    ['two contents', () => extractThread({ html: '<p>', text: 'x' }), /got html and text/],
    ['an empty page', () => extractThread({ html: ' \n ' }), /html is empty/],
    ['an empty file', () => readPage(new Uint8Array()), /the page is empty/],
    ['a picture', () => readPage(bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR')), /binary/],
    ['a PDF', () => readPage('%PDF-1.7\n1 0 obj'), /binary/],
    ['control characters', () => extractThread({ text: '\x01\x02\x03 ab' }), /binary/],
    ['a number', () => extractThread({ html: 5 } as unknown as PageInput), /not a PageInput[\s\S]*html/],
    ['bytes that are no Uint8Array', () => readPage(new ArrayBuffer(8) as unknown as string), /got none/],
    ['null', () => readPage(null as unknown as string), /string or Uint8Array, got null/],
    ['nothing at all', () => extractThread(undefined as unknown as PageInput), /not a PageInput/],
    ['a file name', () => readPage(7 as unknown as string), /string or Uint8Array, got number/],
    ['JSON still in a string', () => extractThread({ json: '{}' }), /parsed object or array, got string/],
    ['JSON null', () => extractThread({ json: null }), /got null/],
  ])('%s', (_, call, message) => {
    const error = thrown(call);
    expect(error.code).toBe('invalid-input');
    expect(error.message).toMatch(message);
  });

  test('more than 64 MiB', () => {
    expect(thrown(() => readPage(new Uint8Array(64 * 1024 * 1024 + 1))).code).toBe('too-large');
    expect(thrown(() => extractThread({ text: 'x'.repeat(64 * 1024 * 1024 + 1) })).code).toBe('too-large');
  });
});
