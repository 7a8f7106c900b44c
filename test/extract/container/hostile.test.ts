import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BelowTheLineError } from '../../../src/errors.ts';
import { unpack } from '../../../src/extract/container/index.ts';
import { extractThread, readPage } from '../../../src/extract/index.ts';

const codeOf = (bytes: Uint8Array): string => {
  try {
    readPage(bytes);
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(BelowTheLineError);
    return (error as BelowTheLineError).code;
  }
};
const LIMIT = 64 * 1024 * 1024;
const http = (fields: string, body: Uint8Array) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`), body]);

/** A frame of zstd whose blocks each repeat one byte. */
const repeated = (blocks: number): Buffer => {
  const block = Buffer.alloc(4);
  block.writeUIntLE((131_072 << 3) | 2, 0, 3);
  block[3] = 97;
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x78]),
    ...Array.from({ length: blocks }, () => block),
    Buffer.from([1, 0, 0]),
  ]);
};

describe('a small file that holds too much is refused', () => {
  test.each<[string, () => Uint8Array]>([
    ['gzip', () => gzipSync(Buffer.alloc(LIMIT + 1, 97))],
    ['gzip in gzip', () => gzipSync(gzipSync(Buffer.alloc(LIMIT + 1, 97)))],
    [
      'many members of gzip',
      () => Buffer.concat(Array.from({ length: 70 }, () => gzipSync(Buffer.alloc(1_000_000, 97)))),
    ],
    ['zstd', () => repeated(513)],
    ['an answer in deflate', () => http('Content-Encoding: deflate', deflateRawSync(Buffer.alloc(LIMIT + 1, 97)))],
    ['an answer in gzip', () => http('Content-Encoding: gzip', gzipSync(Buffer.alloc(LIMIT + 1, 97)))],
  ])('%s', (_, make) => {
    expect(codeOf(make())).toBe('too-large');
  });

  test('as much as the limit is read', () => {
    expect(unpack(repeated(512), null).text).toHaveLength(LIMIT);
  });

  test('frames that show frames, many times over', () => {
    const part = (id: string, body: string) => `--b\nContent-Type: text/html\nContent-ID: <${id}>\n\n${body}\n`;
    const show = (id: string) => `<iframe src="cid:${id}"></iframe>`.repeat(300);
    const parts = part('a', `<p>x${show('b')}`) + part('b', show('c')) + part('c', show('a')) + part('d', 'x');
    expect(codeOf(Buffer.from(`MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n${parts}--b--`))).toBe(
      'too-large',
    );
  });
});

describe('bounds', () => {
  test('a frame that shows itself is shown a few times', () => {
    const page = readPage(
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-ID: <a>\n\n<p>x<iframe src="cid:a"></iframe>\n--b--',
    );
    expect(page.kind === 'html' && page.html.split('srcdoc=')).toHaveLength(4);
  });

  test('containers within containers', () => {
    const wrap = (bytes: Uint8Array, times: number): Uint8Array =>
      times === 0 ? bytes : wrap(gzipSync(bytes), times - 1);
    expect(readPage(wrap(Buffer.from('A text'), 5))).toMatchObject({ text: 'A text' });
    expect(codeOf(wrap(Buffer.from('A text'), 6))).toBe('invalid-input');
  });

  test('chunks that lie about their size', () => {
    const chunked = (body: string) => readPage(http('Transfer-Encoding: chunked', Buffer.from(body)));
    expect(chunked('fffffff\r\nA text')).toMatchObject({ text: 'A text' });
    expect(chunked('1\r\nA\r\n-5\r\n text')).toMatchObject({ text: 'A' });
    expect(chunked(`${'1\r\nA\r\n'.repeat(20_000)}0\r\n\r\n`)).toMatchObject({ text: 'A'.repeat(20_000) });
  });

  test('a property list whose objects refer to each other', () => {
    // A dictionary that is its own frames: {"WebSubframeArchives": itself}.
    const key = 'WebSubframeArchives';
    const objects = [
      Buffer.from([0xd1, 1, 0]),
      Buffer.concat([Buffer.from([0x5f, 0x10, key.length]), Buffer.from(key)]),
    ];
    const table = Buffer.from([8, 11]);
    const trailer = Buffer.alloc(32);
    trailer[6] = 1;
    trailer[7] = 1;
    trailer[15] = 2;
    trailer[31] = 8 + objects[0]!.length + objects[1]!.length;
    expect(codeOf(Buffer.concat([Buffer.from('bplist00'), ...objects, table, trailer]))).toBe('invalid-input');
  });

  test('many records, many parts, many fields', () => {
    const record = 'WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 0\r\n\r\n\r\n\r\n';
    expect(codeOf(Buffer.from(record.repeat(20_000)))).toBe('invalid-input');
    const parts = '--b\nContent-Type: a/b\n\n';
    expect(
      codeOf(Buffer.from(`MIME-Version: 1\nContent-Type: multipart/related; boundary=b\n\n${parts.repeat(20_000)}`)),
    ).toBe('invalid-input');
    expect(codeOf(Buffer.from(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}\r\nx`))).toBe('invalid-input');
  });

  test('no bytes make it throw anything but its own errors', () => {
    const starts = [
      '\x1f\x8b\x08\0\0\0\0\0',
      '\x28\xb5\x2f\xfd',
      'bplist00',
      'PK\x03\x04',
      'WARC/1.0\r\n',
      'HTTP/1.1 200 OK\r\n',
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        codeOf(
          Buffer.concat([Buffer.from(start, 'latin1'), rest, Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')]),
        );
        codeOf(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      }),
      { numRuns: 500 },
    );
  });
});

test('entities that a document type declares are left as they stand', () => {
  const declared = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
  const xml = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "x"><!ENTITY f SYSTEM "file:///etc/passwd">${declared}]><rss><channel><item><title>By: Ann</title><link>https://a.example/#comment-1</link><description>I say &e9; and &f; and &#65;</description></item></channel></rss>`;
  expect(extractThread(xml).comments.map(({ text }) => text)).toEqual(['I say &e9; and &f; and A']);
});
