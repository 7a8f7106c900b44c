import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/server/index.ts';
import { listen } from '../../src/server/node/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';

/** Asks for a path over a bare connection, with the headers given, and gives the whole response. */
async function ask(url: string, path: string, headers: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`);
  let response = '';
  for await (const chunk of socket) response += chunk;
  return response;
}

describe('a server that pages from elsewhere lead to by a name', () => {
  it.each(['rebound.example', 'rebound.example:8000', 'REBOUND.example.', '127.0.0.1.rebound.example'])(
    'turns away %s, on every path',
    async (name) => {
      const server = await listen({ classifier: stubClassifier, port: 0 });
      for (const path of ['/', '/health', '/metrics', '/discovery/v1/apis/commentanalyzer/v1alpha1/rest']) {
        const response = await ask(server.url, path, `host: ${name}\r\n`);
        expect(response).toMatch(/^HTTP\/1\.1 403 /);
        expect(response).toContain('--allowed-hosts');
      }
      await server.close();
    },
  );

  it.each([
    '127.0.0.1:1',
    '[::1]',
    'localhost',
    'app.localhost',
    'btl:8000',
    '10.1.2.3',
    'comments.example.org:443',
    'named.example',
  ])('answers %s', async (name) => {
    const server = await listen({
      classifier: stubClassifier,
      port: 0,
      allowedHosts: ['comments.example.org', 'named.example'],
    });
    expect(await ask(server.url, '/health', `host: ${name}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    await server.close();
  });

  it('has the name of its public address beside those that it is given', async () => {
    const names = { allowedHosts: ['named.example'], publicUrl: 'https://comments.example.net/btl/' };
    const server = await listen({ classifier: stubClassifier, port: 0, ...names });
    for (const name of ['named.example', 'comments.example.net'])
      expect(await ask(server.url, '/health', `host: ${name}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    await server.close();
  });

  it('names itself by no address that is not its own', async () => {
    const server = await listen({ classifier: stubClassifier, port: 0 });
    const rootOf = async (name: string) =>
      /"rootUrl":"([^"]+)"/.exec(
        await ask(server.url, '/discovery/v1/apis/commentanalyzer/v1alpha1/rest', `host: ${name}\r\n`),
      )?.[1];
    expect(await rootOf('10.1.2.3')).toBe(`${server.url}/`);
    expect(await rootOf('localhost:9000')).toBe('http://localhost:9000/');
    await server.close();
  });

  it('leaves it to the platform where nobody says what it is called', async () => {
    const app = createApp({ classifier: stubClassifier });
    expect((await app.request('https://edge.example.net/health')).status).toBe(200);
  });
});

describe('a page of another origin', () => {
  const app = createApp({ classifier: stubClassifier, cors: ['https://forum.example'] });
  it.each([
    ['its own origin', { origin: 'http://localhost' }, 200],
    ['another one', { origin: 'http://elsewhere.example' }, 403],
    ['another port', { origin: 'http://localhost:81' }, 403],
    ['a sandbox', { origin: 'null' }, 403],
    ['one that may', { origin: 'https://forum.example' }, 200],
    ['none, as clients that are no browser', {}, 200],
  ])('that says no more than its origin, %s', async (_, headers, status) => {
    const response = await app.request('/v1/classify', {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: JSON.stringify({ text: 'x' }),
    });
    expect(response.status).toBe(status);
  });
});

describe('connections', () => {
  it('end when the headers do not come, a moment after their time', async () => {
    const server = await listen({ classifier: stubClassifier, port: 0, limits: { timeout: 300 } });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /health HTTP/1.1\r\nhost: loc');
    let response = '';
    for await (const chunk of socket) response += chunk;
    expect(response).toMatch(/^HTTP\/1\.1 408 /);
    await server.close();
  });

  it('above the most are closed at once', async () => {
    const server = await listen({ classifier: stubClassifier, port: 0, connections: 1 });
    const { hostname, port } = new URL(server.url);
    const first = connect(Number(port), hostname);
    await once(first, 'connect');
    const second = connect(Number(port), hostname);
    second.on('error', () => {});
    await once(second, 'close');
    first.destroy();
    await server.close();
  });
});
