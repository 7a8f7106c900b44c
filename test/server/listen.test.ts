import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/server/index.ts';
import { type ListenOptions, listen } from '../../src/server/node/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { asking } from '../fixtures/requests.ts';

const serve = (options: Partial<ListenOptions> = {}) => listen({ classifier: stubClassifier, port: 0, ...options });
const analyze = (url: string, init: RequestInit = {}) =>
  fetch(`${url}/v1alpha1/comments:analyze`, { method: 'POST', body: JSON.stringify(asking('you idiot')), ...init });

/** The longest that a timer of Node's can wait: 25 days. */
const MAX_DELAY = 2 ** 31 - 1;

/** Sends bytes and gives all that comes back until the connection ends. */
async function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

const suggest = (url: string) =>
  fetch(`${url}/v1alpha1/comments:suggestscore`, {
    method: 'POST',
    body: JSON.stringify({ comment: { text: 'x' }, attributeScores: { TOXICITY: { summaryScore: { value: 1 } } } }),
  });

/** A file of suggestions that keeps the first until it is told to finish it: with what it gives when that has arrived. */
function heldFeedback() {
  let append = (): Promise<void> => Promise.resolve();
  const arrived = new Promise<() => void>((arrive) => {
    append = () => new Promise<void>((finish) => arrive(finish));
  });
  return { feedback: { append: () => append() }, arrived };
}

describe('listen', () => {
  it('answers over HTTP, and closes without its grace when nothing is under way', async () => {
    const server = await serve({ grace: MAX_DELAY });
    expect((await analyze(server.url)).status).toBe(200);
    // What has no declared length is read as it comes.
    const chunked = new Blob([JSON.stringify(asking('x'))]).stream();
    expect((await analyze(server.url, { body: chunked, duplex: 'half' } as RequestInit)).status).toBe(200);
    await server.close();
    await expect(analyze(server.url)).rejects.toThrow();
  });

  it('says when a port is taken', async () => {
    const server = await serve();
    const port = Number(new URL(server.url).port);
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/),
    });
    await server.close();
  });

  it('finishes what is under way, says that it is closing, and takes nothing new', async () => {
    const { feedback, arrived } = heldFeedback();
    const server = await serve({ feedback });
    const pending = suggest(server.url);
    const finish = await arrived;
    const closing = server.close();
    await expect(analyze(server.url)).rejects.toThrow();
    finish();
    const response = await pending;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closing;
  });

  it('ends what does not finish in its time', async () => {
    const { feedback, arrived } = heldFeedback();
    const server = await serve({ grace: 50, feedback });
    const outcome = expect(suggest(server.url)).rejects.toThrow();
    await arrived;
    await server.close();
    await outcome;
  });

  it('does not wait for a body that trickles in', async () => {
    const server = await serve({ limits: { timeout: 100 } });
    const answer = await raw(
      server.url,
      'POST /v1alpha1/comments:analyze HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\nconnection: close\r\n\r\n{',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    await server.close();
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}`, /^HTTP\/1\.1 431 /],
    [
      'a length that is none',
      'POST /v1/classify HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a body that is too large',
      'POST /v1/classify HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 99999999\r\n\r\n',
      /^HTTP\/1\.1 413 /,
    ],
    [
      'a whole address as its path',
      'GET http://localhost/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      /^HTTP\/1\.1 200 /,
    ],
    ['no host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
  ])('survives %s', async (_, bytes, expected) => {
    const server = await serve();
    expect(await raw(server.url, bytes)).toMatch(expected);
    expect((await analyze(server.url)).status).toBe(200);
    await server.close();
  });

  it.each([
    ['a declared body', 'content-length: 5000\r\n\r\n{"te'],
    ['a body in chunks', 'transfer-encoding: chunked\r\n\r\n4\r\n{"te\r\n'],
    ['chunks that are none', 'transfer-encoding: chunked\r\n\r\nzz\r\n'],
  ])('takes a client that leaves in the middle of %s for no mistake of its own', async (_, body) => {
    const entries: LogEntry[] = [];
    const server = await serve({ log: (entry) => entries.push(entry) });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    // The server says "100 Continue" when it has begun to read.
    socket.write(`POST /v1/classify HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n${body}`);
    await once(socket, 'data');
    socket.destroy();
    await expect.poll(() => entries.map(({ status }) => status)).toEqual([400]);
    await server.close();
  });

  it('tells clients apart by address, or by what a trusted proxy says', async () => {
    const clients: string[] = [];
    const log = ({ client }: { client: string }) => void clients.push(client);
    const [direct, proxied] = [await serve({ log }), await serve({ log, trustProxy: true })];
    const headers = { 'x-forwarded-for': '10.0.0.1, 10.0.0.2' };
    await analyze(direct.url, { headers });
    await analyze(proxied.url, { headers });
    await analyze(proxied.url);
    expect(clients).toEqual(['127.0.0.1', '10.0.0.2', '127.0.0.1']);
    await Promise.all([direct.close(), proxied.close()]);
  });
});
