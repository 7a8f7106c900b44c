import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';
import { needs } from '../../fixtures/needs.ts';

const file = (name: string): Uint8Array => readFileSync(`test/fixtures/exports/${name}`);
const read = (name: string) => extractThread(readPage(file(name)));
const html = (name: string): string => {
  const page = readPage(file(name));
  return page.kind === 'html' ? page.html : page.kind;
};

/** Written by curl 7.88.1, Wget 1.21.3, warcio 1.8.1 and Chromium 156; the web archive by plistlib, in Safari's layout. */
describe('a page is read out of', () => {
  test.each([
    ['an answer in chunks, behind a redirection', 'curl-redirected.http'],
    ['an answer in chunks as they came, compressed', 'curl-raw-gzip.http'],
    ['an answer whose fields name what curl has undone', 'curl-compressed.http'],
    ['an answer whose charset stands in its fields', 'curl-latin-1.http'],
    ['a WARC', 'wget.warc'],
    ['a WARC of gzipped records, with a gzipped answer', 'wget.warc.gz'],
    ['a WARC of gzipped records, with errors and styles before the page', 'warcio.warc.gz'],
    ['a web archive', 'layout-of-safari.webarchive'],
  ])('%s', (_, name) => {
    const { headline, comments } = read(name);
    expect(headline).toMatch(/^A quay for Saltmere/);
    expect(comments).toMatchObject([{ author: 'Åsa Björk', text: 'Nobody has asked the people who live here.' }]);
  });

  test('an MHTML, its soft line ends and equals signs undone', () => {
    const { url, headline, comments } = read('chromium-156.mhtml');
    expect(url).toBe('https://saltmere.example/quay');
    expect(headline).toBe('A quay for Saltmere — at last');
    expect(comments.map(({ text }) => text)).toEqual([
      'Ça coûte trop cher = 1 000 €, says the bill, and nobody has asked the people who live here.',
    ]);
  });

  test.each(['comments.jsonl.gz', 'comments.jsonl.zst', 'two-frames.jsonl.zst'])('%s, as it was packed', (name) => {
    expect(readPage(file(name))).toEqual(readPage(file('comments.jsonl')));
  });

  test('an MHTML in a string', () => {
    expect(readPage(file('chromium-156.mhtml').toString())).toEqual(readPage(file('chromium-156.mhtml')));
  });
});

describe('what a container knows of its page', () => {
  test('frames stand where they are shown, in their own charset, and frames within them', () => {
    expect(html('chromium-156.mhtml')).toContain(
      '<iframe src="https://talk.example/frame?a=1&amp;b=2" title="talk" srcdoc="<!DOCTYPE html><html><head><meta http-equiv=&quot;Content-Type&quot; content=&quot;text/html; charset=windows-1252&quot;><title>talk</title></head><body><p class=&quot;post&quot;>in the &quot;frame&quot;: naïve &amp;amp; déjà vu</p>',
    );
    expect(html('chromium-156.mhtml')).toContain('<p>innermost words');
    expect(html('layout-of-safari.webarchive')).toContain('in the frame: déjà vu');
    expect(html('layout-of-safari.webarchive')).toContain('innermost words');
  });

  test('shadow roots have the name that browsers read', () => {
    expect(html('chromium-156.mhtml')).toContain('<template shadowrootmode="open"><p>in the shadow</p>');
  });

  test('a WARC names its other pages, and reads the one that is asked for', () => {
    const { url, warnings } = read('wget.warc');
    expect(url).toBe('http://127.0.0.1:8899/quay');
    expect(warnings.map(({ code }) => code)).toEqual(['comments-elsewhere']);
    expect(warnings[0]!.message).toContain('http://127.0.0.1:8899/second');
    const asked = readPage(file('wget.warc'), { url: 'http://127.0.0.1:8899/second' });
    expect(extractThread(asked).headline).toBe('A second quay for Saltmere');
    expect(read('warcio.warc.gz').warnings[0]!.message).toMatch(/saltmere\.example\/4 and 2 more$/);
  });

  test('frames of a page in a WARC are answers of their own', () => {
    const record = (url: string, body: string) => {
      const message = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n${body}`;
      return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${url}\r\nContent-Length: ${message.length}\r\n\r\n${message}\r\n\r\n`;
    };
    const page = readPage(
      Buffer.from(
        record('https://a.example/', '<h1>Title</h1><iframe src="//b.example/talk?x=1&amp;y=2"></iframe>') +
          record('https://b.example/talk?x=1&y=2', '<p>déjà vu</p>'),
        'latin1',
      ),
    );
    expect(page.kind === 'html' && page.html).toContain('srcdoc="<p>déjà vu</p>"></iframe>');
  });

  test('an answer that is one page of several says so, and an error too', () => {
    const message = (status: string, fields: string) =>
      extractThread(readPage(`HTTP/2 ${status}\r\ncontent-type: application/json\r\n${fields}\r\n[]`)).warnings;
    const next = 'link: <https://a.example/wp-json/wp/v2/comments?page=2>; rel="next"\r\nx-wp-total: 57\r\n';
    expect(message('200', next)[0]).toEqual({
      code: 'comments-elsewhere',
      message: 'the answer is one page of 57 comments: the next is https://a.example/wp-json/wp/v2/comments?page=2',
    });
    expect(message('404', '')[0]!.message).toContain('an error, 404');
  });
});

describe('what breaks off', () => {
  test.each(['comments.jsonl.gz', 'two-frames.jsonl.zst'])('%s is read up to there, and it is said so', (name) => {
    const whole = readPage(file(name));
    const part = readPage(file(name).subarray(0, file(name).length - 90));
    expect(part.warnings?.map(({ code }) => code)).toContain('truncated');
    expect(whole.kind === 'lines' && part.kind === 'lines' && part.rows.slice(0, 2)).toEqual(
      whole.kind === 'lines' && whole.rows.slice(0, 2),
    );
  });

  test('a WARC keeps the records before', () => {
    const { comments, warnings } = extractThread(
      Buffer.concat([file('wget.warc'), Buffer.from('WARC/1.0\r\nnothing')]),
    );
    expect(comments).toHaveLength(1);
    expect(warnings.map(({ code }) => code)).toContain('truncated');
  });
});

describe('files of ../shared', needs('shared pages'), () => {
  test('the MHTML of a page of WordPress', () => {
    const thread = extractThread(readFileSync('../shared/cases/chrome-saved.mhtml'));
    const right = JSON.parse(readFileSync('../shared/cases/chrome-saved.mhtml.right.json', 'utf8')).rightData;
    const authors = new Map(thread.comments.map(({ id, author }) => [id, author]));
    expect(
      thread.comments.map(({ author, parentId, text }) => ({
        author,
        parent: authors.get(parentId ?? '') ?? null,
        text,
      })),
    ).toEqual(right);
    expect([thread.source.platform, thread.claimedCount]).toEqual(['WordPress', 3]);
  });
});
