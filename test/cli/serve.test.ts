import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/schemas.ts';
import { btl } from '../fixtures/btl.ts';
import { asking } from '../fixtures/requests.ts';
import { serve } from '../fixtures/serve.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-serve-'));
const page = await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html'), 'utf8');

describe('btl serve', () => {
  it('answers comments and pages, logs without text, and ends when told', async () => {
    const server = await serve(['--feedback', join(folder, 'feedback.jsonl')]);
    const post = (path: string, body: string, type = 'application/json') =>
      fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
    const scored = await post('/v1alpha1/comments:analyze?key=secret', JSON.stringify(asking('private words')));
    expect(await scored.json()).toMatchObject({ attributeScores: { TOXICITY: {} } });
    const analysis = await (await post('/v1/analyze?target=the+bridge', page, 'text/html')).json();
    expect(Analysis.parse(analysis).targets).toEqual(['the bridge']);
    expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await server.end('SIGTERM')).toBe(0);
    const lines = server.said().trim().split('\n');
    expect(lines[0]).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+ with model \d+\.\d+\.\d+/);
    expect(lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line).path)).toEqual([
      '/v1alpha1/comments:analyze',
      '/v1/analyze',
      '/health',
    ]);
    expect(lines).toContain('closing: finishing what is under way');
    expect(server.said()).not.toMatch(/private|secret/);
  });

  it('asks for the keys of a file, and logs bodies when told to', async () => {
    await writeFile(join(folder, 'keys'), '# ours\nalpha\n\nbeta\n');
    const server = await serve(['--keys', join(folder, 'keys'), '--log-bodies', '--rate', '1000']);
    const ask = (key: string) =>
      fetch(`${server.url}/v1alpha1/comments:analyze?key=${key}`, {
        method: 'POST',
        body: JSON.stringify(asking('hello there')),
      });
    expect((await Promise.all(['alpha', 'beta', '%23%20ours', ''].map(ask))).map(({ status }) => status)).toEqual([
      200, 200, 400, 403,
    ]);
    expect(await server.end('SIGINT')).toBe(0);
    expect(server.said()).toContain('hello there');
  });

  it.each([
    [['--keys', '/nowhere'], /cannot read \/nowhere: ENOENT/],
    [['--feedback', '/nowhere/f.jsonl'], /cannot open \/nowhere\/f\.jsonl: ENOENT/],
    [['--host', '192.0.2.1'], /cannot listen on 192\.0\.2\.1:/],
  ])('says why it cannot start with %j', async (args, message) => {
    const { code, stderr } = await btl(['serve', '--port', '0', ...args]);
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
