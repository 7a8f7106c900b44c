import { describe, expect, test } from 'vitest';
import type { BelowTheLineError } from '../../../src/errors.ts';
import { readPage } from '../../../src/extract/index.ts';

const thrown = (bytes: string | Uint8Array): BelowTheLineError => {
  try {
    readPage(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  } catch (error) {
    return error as BelowTheLineError;
  }
  throw new Error('nothing was thrown');
};

/** A ZIP archive of stored files. */
const zipped = (files: Readonly<Record<string, string>>, flags = 0): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const head = Buffer.alloc(30);
    head.write('PK\x03\x04', 'latin1');
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(head, Buffer.from(name), Buffer.from(content));
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
};

describe('a file that is not read is named', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['a PDF', '%PDF-1.7\n%\xe2\xe3', /a PDF document: give its text/],
    ['a database', 'SQLite format 3\0\x10\0', /an SQLite database.*Isso/],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', /a PNG picture/],
    ['a web picture', 'RIFF\x24\0\0\0WEBPVP8 ', /a WebP picture/],
    ['bzip2', 'BZh91AY&SY\0\x80', /bzip2: unpack it first/],
    ['an old document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0', /an old Office document/],
    ['rich text', '{\\rtf1\\ansi hello}', /rich text/],
    ['a Parquet table', 'PAR1\x15\x04\0', /a Parquet table/],
    ['a mailbox', 'From ann@example.org Mon Jun 10 07:00:00 2024\nSubject: x\n\nHi\n', /a mailbox/],
    [
      'an e-mail message',
      'From: Ann <ann@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>',
      /an e-mail message of text\/html/,
    ],
    [
      'a Word document',
      zipped({ 'word/document.xml': '<x/>', '[Content_Types].xml': '<x/>' }),
      /a Word document \(docx\)/,
    ],
    ['a workbook', zipped({ 'xl/workbook.xml': '<x/>' }), /an Excel workbook/],
    [
      'a download of several files',
      zipped({ 'comments/comments.json': '[]', 'posts/posts.json': '[]' }),
      /holds 2 files \(comments\/comments\.json, posts\/posts\.json\): unpack it/,
    ],
    ['an archive with a password', zipped({ 'comments.csv': 'x' }, 1), /comments\.csv in the ZIP archive is encrypted/],
    ['an archive that is cut', zipped({ 'comments.csv': 'x' }).subarray(0, 40), /cut short/],
    [
      'an MHTML without a page',
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--',
      /no part of HTML/,
    ],
    [
      'a WARC without a page',
      'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 1\r\n\r\nx\r\n\r\n',
      /no answer of HTML/,
    ],
    ['another property list', Buffer.concat([Buffer.from('bplist00\x09'), Buffer.alloc(32)]), /property list/],
    [
      'an answer in Brotli',
      'HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x8b\x02\x80\x01\x03',
      /Brotli.*curl --compressed/,
    ],
  ])('%s', (_, bytes, message) => {
    expect(thrown(bytes).code).toBe('invalid-input');
    expect(thrown(bytes).message).toMatch(message);
  });

  test.each([
    'ID3 tags are a mess, says the man at the desk.',
    'From John, on Monday at 12:30: no, and no again.',
    'BZh is what we call the bus.',
    'HTTP/1.1 is old, they said.',
    'Content-Type: is what I asked about\n\nand nobody knew',
  ])('a text stays a text: %s', (text) => {
    expect(readPage(Buffer.from(text))).toEqual({ kind: 'text', text, url: null });
  });

  test('an archive of one file alone is opened', () => {
    expect(
      readPage(zipped({ 'notes/': '', 'notes/page.txt': 'A headline\n\nand a text', '__MACOSX/._page.txt': 'x' })),
    ).toEqual({
      kind: 'text',
      text: 'A headline\n\nand a text',
      url: null,
    });
  });
});
