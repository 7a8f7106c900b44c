import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/server/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { needs } from '../fixtures/needs.ts';

const app = createApp({ classifier: stubClassifier });
const comment = (text: string) => JSON.stringify({ comment: { text }, requestedAttributes: { TOXICITY: {} } });
const part = (id: string, request: string, body = comment('You idiot.')) =>
  `Content-Type: application/http\r\nContent-ID: ${id}\r\n\r\n${request}\r\nContent-Type: application/json\r\n\r\n${body}`;
const ANALYZE = 'POST /v1alpha1/comments:analyze?key=x HTTP/1.1';

function send(parts: readonly string[], path = '/batch', headers: Record<string, string> = {}, to = app) {
  const body = `${parts.map((one) => `--B\r\n${one}\r\n`).join('')}--B--\r\n`;
  return to.request(path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'multipart/mixed; boundary="B"', ...headers },
  });
}

/** Returns each part of a batch's response: its id, its status and its body. */
async function read(response: Response) {
  const boundary = /boundary=(\S+)/.exec(response.headers.get('content-type') ?? '')?.[1];
  const pieces = (await response.text()).split(`--${boundary}`).slice(1, -1);
  return pieces.map((piece) => ({
    id: /^content-id: (.+)\r$/im.exec(piece)?.[1],
    status: Number(/^HTTP\/1\.1 (\d+)/m.exec(piece)?.[1]),
    body: JSON.parse(piece.slice(piece.lastIndexOf('\r\n\r\n'))),
  }));
}

describe('a batch of requests', () => {
  it.each(['/batch', '/batch/commentanalyzer/v1alpha1'])('to %s is answered part by part, in order', async (path) => {
    const texts = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'You idiot.' : `Fine, ${i}.`));
    const response = await send(
      texts.map((text, i) => part(`<a+${i}>`, ANALYZE, comment(text))),
      path,
    );
    expect(response.status).toBe(200);
    const parts = await read(response);
    expect(parts.map(({ id, status }) => [id, status])).toEqual(texts.map((_, i) => [`<response-a+${i}>`, 200]));
    expect(parts.map(({ body }) => body.attributeScores.TOXICITY.summaryScore.value > 0.5)).toEqual(
      texts.map((text) => text === 'You idiot.'),
    );
  });

  it.each(['\r\n', '\n'])('takes an id that a client has folded into lines, %j', async (newline) => {
    const folded = part(`<961845d6 +${newline} https%3A//news.example/2026/03/comments%23comment-0000812>`, ANALYZE);
    const [answer] = await read(await send([folded.replaceAll('\r\n', newline)]));
    expect(answer).toMatchObject({
      id: '<response-961845d6 + https%3A//news.example/2026/03/comments%23comment-0000812>',
      status: 200,
    });
  });

  it('tells of a bad part in its place, and of no path but those of the API', async () => {
    const parts = await read(
      await send([
        part('<1>', ANALYZE, '{'),
        part('<2>', 'GET /metrics HTTP/1.1', ''),
        part('<3>', 'POST /batch HTTP/1.1', ''),
        part('<4>', 'POST http://elsewhere.example/v1alpha1/comments:analyze HTTP/1.1'),
        part('<5>', ANALYZE),
        part('<6>', 'POST /v1alpha1/comments%3Aanalyze?key=x'),
      ]),
    );
    expect(parts.map(({ status }) => status)).toEqual([400, 404, 404, 200, 200, 200]);
  });

  it.each([
    ['without a boundary', 'x', { 'content-type': 'application/json' }, /multipart\/mixed with a boundary/],
    ['without a part', '--B--', {}, /at least one part/],
    ['of a part that is no request', '--B\r\n\r\nhello\r\n--B--', {}, /part 1: expected a request/],
    ['of too many parts', `${`--B\r\n${part('<1>', ANALYZE)}\r\n`.repeat(101)}--B--`, {}, /at most 100 parts, got 101/],
  ])('%s is refused', async (_, body, headers, message) => {
    const response = await app.request('/batch', {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/mixed; boundary=B', ...headers },
    });
    expect([response.status, (await response.json()).error.message]).toEqual([400, expect.stringMatching(message)]);
  });

  it('asks each part for its key, which may stand around them', async () => {
    const locked = createApp({ classifier: stubClassifier, keys: ['secret'] });
    const keyless = part('<1>', 'POST /v1alpha1/comments:analyze HTTP/1.1');
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await read(await send([keyless], path, headers, locked)))[0]?.status;
    expect(await statusOf('/batch')).toBe(403);
    expect(await statusOf('/batch?key=secret')).toBe(200);
    expect(await statusOf('/batch', { 'x-goog-api-key': 'secret' })).toBe(200);
    expect(await statusOf('/batch?key=secret', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });
});

describe('requests that people sent', needs('shared cases'), () => {
  const CASES = resolve('..', 'shared', 'cases');

  it('get their answers: a batch', async () => {
    const [head = '', ...rest] = (await readFile(resolve(CASES, 'batch.http'), 'utf8')).split('\n\n');
    const type = /^content-type: (.+)$/im.exec(head)?.[1] ?? '';
    const response = await app.request('/batch', {
      method: 'POST',
      body: rest.join('\n\n'),
      headers: { 'content-type': type },
    });
    expect((await read(response)).map(({ id, status }) => [id, status])).toEqual([['<response-1>', 200]]);
  });

  it('get their answers: all attributes', async () => {
    const body = await readFile(resolve(CASES, 'all-attributes.request.json'), 'utf8');
    const response = await app.request('/v1alpha1/comments:analyze', { method: 'POST', body });
    expect(Object.keys((await response.json()).attributeScores)).toEqual([
      'TOXICITY',
      'SEXUALLY_EXPLICIT',
      'FLIRTATION',
    ]);
  });
});
