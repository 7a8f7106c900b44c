import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/server/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';

const app = createApp({ classifier: stubClassifier, limits: { pageBytes: 20_000 } });
const page = (text: string, head = '') =>
  `<html><head>${head}<title>Ferry</title></head><body><ol class="comment-list"><li class="comment depth-1" id="comment-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ann</b></div></footer><div class="comment-content"><p>${text}</p></div></article></li></ol></body></html>`;
const send = (body: BodyInit, headers: Record<string, string>, path = '/v1/analyze') =>
  app.request(path, { method: 'POST', body, headers });
const textOf = async (response: Response) => (await response.json()).comments[0].comment.text;
const latin1 = (text: string) => new Uint8Array([...text].map((letter) => letter.charCodeAt(0)));

describe('a page over HTTP', () => {
  it('is decoded by the charset that the request declares', async () => {
    const response = await send(latin1(page('Caf\u00e9 \u00e0 c\u00f4t\u00e9')), {
      'content-type': 'text/html; charset=ISO-8859-1',
    });
    expect(await textOf(response)).toBe('Café à côté');
  });

  it('is decoded by what it says itself where the request does not', async () => {
    const own = latin1(page('Caf\u00e9', '<meta charset="iso-8859-1">'));
    for (const type of ['text/html', 'application/octet-stream', 'text/html; charset=no-such'])
      expect(await textOf(await send(own, { 'content-type': type }))).toBe('Café');
  });

  it('is read in gzip, and refused where it is more than it may be', async () => {
    const type = { 'content-type': 'text/html', 'content-encoding': 'gzip' };
    expect(await textOf(await send(gzipSync(page('Fine')), type))).toBe('Fine');
    const bomb = gzipSync(page('a'.repeat(1_000_000)));
    expect(bomb.length).toBeLessThan(20_000);
    expect((await send(bomb, type)).status).toBe(413);
    expect((await send(page('Fine'), type)).status).toBe(400);
  });
});

it('JSON in gzip is read, and other encodings are 415', async () => {
  const body = JSON.stringify({ text: 'You idiot' });
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect((await (await send(gzipSync(body), headers, '/v1/classify')).json()).toxicity.labels).toContain('toxicity');
  expect((await send(body, { ...headers, 'content-encoding': 'zstd' }, '/v1/classify')).status).toBe(415);
});
