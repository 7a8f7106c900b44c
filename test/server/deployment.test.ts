import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { type Listening, listen } from '../../src/server/node/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { needs } from '../fixtures/needs.ts';
import { asking } from '../fixtures/requests.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples/server');
const NAME = 'toxicity.example.org';
const folder = await mkdtemp(join(tmpdir(), 'btl-deployment-'));
const read = (file: string) => readFile(join(EXAMPLES, file), 'utf8');

describe('every example', () => {
  it.each(['below-the-line.service', 'Containerfile'])(
    '%s calls btl serve with options that there are',
    async (file) => {
      const flags = (await createProgram(['serve'])).commands[0]!.options.map(({ long }) => long);
      const lines = (await read(file))
        .split('\n')
        .filter((line) => !line.startsWith('#') && /\bserve\b|^CMD/.test(line));
      const named = lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? []);
      expect(named.length).toBeGreaterThan(1);
      for (const flag of named) expect(flags).toContain(flag);
    },
  );
});

describe('the unit of systemd', needs('systemd'), () => {
  it('is one', async () => {
    const unit = join(folder, 'below-the-line.service');
    await writeFile(unit, (await read('below-the-line.service')).replace('/usr/local/bin/btl', process.execPath));
    // It speaks up on standard error where something is wrong.
    const found = execFileSync('sh', ['-c', 'systemd-analyze verify --man=no "$0" 2>&1', unit], { encoding: 'utf8' });
    expect(found.split('\n').filter((line) => line.includes('below-the-line.service'))).toEqual([]);
  });
});

describe('nginx in front', needs('nginx'), () => {
  const started: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  /** Starts nginx with the example's lines, its ports and files exchanged for ones that are free. */
  async function nginxBefore(server: Listening): Promise<number> {
    const port = await freePort();
    const [pem, key] = [join(folder, 'cert.pem'), join(folder, 'cert.key')];
    const subject = ['-subj', `/CN=${NAME}`, '-nodes', '-days', '2', '-newkey', 'rsa:2048'];
    execFileSync('openssl', ['req', '-x509', ...subject, '-out', pem, '-keyout', key], { stdio: 'ignore' });
    const site = (await read('nginx.conf'))
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace('127.0.0.1:8000', new URL(server.url).host)
      .replace(/\/etc\/ssl\/\S+\.pem/, pem)
      .replace(/\/etc\/ssl\/\S+\.key/, key)
      .replace(/\/var\/log\/nginx\/\S+/, join(folder, 'access.log'));
    const file = join(folder, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    await writeFile(
      file,
      `daemon off; pid ${folder}/nginx.pid; error_log stderr; events {} http { ${temporary.join(' ')} ${site} }`,
    );
    execFileSync('nginx', ['-t', '-q', '-c', file], { stdio: 'pipe' });
    const child = spawn('nginx', ['-c', file], { stdio: 'ignore' });
    started.push(async () => {
      child.kill('SIGTERM');
      await once(child, 'close');
    });
    return port;
  }

  const serve = async () => {
    const publicUrl = `https://${NAME}`;
    const server = await listen({
      classifier: stubClassifier,
      port: 0,
      trustProxy: true,
      publicUrl,
      allowedHosts: [NAME],
      keys: ['secret'],
      log: (entry) => seen.push(entry as never),
    });
    started.push(() => server.close());
    return server;
  };
  const seen: { readonly client?: string; readonly path: string }[] = [];
  let port = 0;
  beforeAll(async () => {
    port = await nginxBefore(await serve());
  });

  /** Asks by the site's name, as a client whose resolver knows it does. */
  const ask = (path: string, body?: string, headers: Record<string, string> = {}, host = NAME) =>
    new Promise<{ status: number; text: string }>((done, failed) => {
      const options = {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        rejectUnauthorized: false,
      };
      const asked = request({ ...options, headers: { host, ...headers } }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        done({ status: response.statusCode!, text });
      });
      asked.on('error', failed);
      asked.end(body);
    });

  it('passes requests on, by the name that was asked', async () => {
    await untilUp(() => ask('/health'));
    const answer = await ask('/v1alpha1/comments:analyze?key=secret', JSON.stringify(asking('you idiot')));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ attributeScores: { TOXICITY: {} } });
    expect((await ask('/v1alpha1/comments:analyze?key=no', '{}')).status).toBe(400);
    expect((await ask('/health', undefined, {}, 'elsewhere.example')).status).toBe(403);
  });

  it('leads clients to its own address in the discovery document', async () => {
    for (const path of ['/$discovery/rest?version=v1alpha1', '/%24discovery/rest?version=v1alpha1'])
      expect(JSON.parse((await ask(path)).text)).toMatchObject({ rootUrl: `https://${NAME}/` });
  });

  it('answers the page of the site itself, and pages of no other', async () => {
    const post = (origin: string) => ask('/v1/classify?key=secret', '{"text": "hello"}', { origin });
    expect((await post(`https://${NAME}`)).status).toBe(200);
    expect((await post('https://elsewhere.example')).status).toBe(403);
  });

  it('takes a page of the size that the server takes, and keeps keys out of its log', async () => {
    const page = `<p>${'rain '.repeat(600_000)}</p>`;
    expect((await ask('/v1/analyze?key=secret', page, { 'content-type': 'text/html' })).status).not.toBe(413);
    const log = await readFile(join(folder, 'access.log'), 'utf8');
    expect(log).toContain('POST /v1alpha1/comments:analyze');
    expect(log).not.toContain('secret');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilUp(ask: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const isUp = await ask().then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('nginx does not answer');
}
