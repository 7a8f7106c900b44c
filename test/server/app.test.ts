import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis, Classification } from '../../src/schemas.ts';
import { nestsDeeperThan } from '../../src/server/body.ts';
import { type AppOptions, createApp, type LogEntry } from '../../src/server/index.ts';
import { rateLimit } from '../../src/server/middleware/rate-limit.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { ANALYZE, asking, post } from '../fixtures/requests.ts';

const ON_THE_EDGE = resolve(import.meta.dirname, '../fixtures/on-the-edge.mjs');
const appOf = (options: Partial<AppOptions> = {}) => createApp({ classifier: stubClassifier, ...options });
const PAGE =
  '<html><head><title>The bridge</title></head><body><ol class="comment-list"><li class="comment depth-1" id="comment-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ann</b></div></footer><div class="comment-content"><p>I love it</p></div></article></li></ol></body></html>';

describe('our own requests', () => {
  const app = appOf();

  it('classify one comment, or several', async () => {
    const one = await post(app, '/v1/classify', { text: 'No', target: 'the bridge', parent: 'Yes' });
    expect(Classification.parse(one.body)).toEqual(
      stubClassifier.classify({ text: 'No', target: 'the bridge', parent: 'Yes' }),
    );
    const two = await post(app, '/v1/classify', [{ text: 'idiot' }, { text: 'fine' }]);
    expect(two.body).toEqual([{ text: 'idiot' }, { text: 'fine' }].map(stubClassifier.classify));
    expect((await post(app, '/v1/classify', [])).body).toEqual([]);
    expect(await post(app, '/v1/classify', { words: 'No' })).toMatchObject({ status: 400 });
    for (const [body, where] of [
      [{ text: 'a', target: 5 }, /expected string, received number\s+→ at target/],
      [[{ text: 'a' }, { text: 5 }], /expected string, received number\s+→ at \[1\]\.text/],
    ] as const) {
      const { status, body: answer } = await post(app, '/v1/classify', body);
      expect([status, JSON.stringify(answer).replaceAll('\\n', '\n')]).toEqual([400, expect.stringMatching(where)]);
    }
    expect(await post(appOf({ limits: { batch: 1 } }), '/v1/classify', [{ text: 'a' }, { text: 'b' }])).toMatchObject({
      status: 413,
    });
    expect(await post(app, '/v1/classify', { text: 'a', target: 'b'.repeat(20_481) })).toMatchObject({ status: 400 });
  });

  it.each([
    ['named HTML', JSON.stringify({ html: PAGE, targets: ['the bridge'] }), 'application/json', ''],
    ['a page of unknown kind', JSON.stringify({ page: PAGE, targets: ['the bridge'] }), 'application/json', ''],
    [
      'JSON that curl calls a form',
      JSON.stringify({ html: PAGE, targets: ['the bridge'] }),
      'application/x-www-form-urlencoded',
      '',
    ],
    ['the page itself', PAGE, 'text/html; charset=utf-8', '?target=the+bridge'],
    [
      'a form',
      new URLSearchParams({ page: PAGE, targets: '\n the bridge\r\n' }).toString(),
      'application/x-www-form-urlencoded',
      '',
    ],
  ])('analyse %s', async (_, body, type, query) => {
    const answer = await post(app, `/v1/analyze${query}`, body, { 'content-type': type });
    expect(answer.status).toBe(200);
    expect(Analysis.parse(answer.body)).toMatchObject({
      targets: ['the bridge'],
      comments: [{ comment: { text: 'I love it' } }],
    });
  });

  it('report a page as a page, closed to everything else', async () => {
    const response = await app.request('/v1/report', {
      method: 'POST',
      body: PAGE,
      headers: { 'content-type': 'text/html' },
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'self'$/);
    expect((await response.text()).includes('<bdi>Ann</bdi>')).toBe(true);
  });

  it('say what is wrong with a page', async () => {
    expect((await post(app, '/v1/analyze', {})).body.error).toMatchObject({
      code: 400,
      message: expect.stringMatching(/exactly one of html, text, json, xml and rows/),
    });
    expect((await post(app, '/v1/analyze', '', { 'content-type': 'text/html' })).body.error.code).toBe(400);
    expect((await post(app, '/v1/analyze', { page: PAGE, targets: Array(21).fill('x') })).body.error.code).toBe(400);
    expect((await post(app, '/v1/nothing', {})).body.error).toMatchObject({ code: 404, status: 'NOT_FOUND' });
  });
});

describe('limits', () => {
  it('of bytes hold, whether they are declared or not', async () => {
    const app = appOf({ limits: { bodyBytes: 100 } });
    expect((await post(app, ANALYZE, asking('x'.repeat(200)))).status).toBe(413);
    const chunks = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(64))),
    });
    const endless = { method: 'POST', body: chunks, duplex: 'half' } as RequestInit;
    expect((await app.request(ANALYZE, endless)).status).toBe(413);
  });

  it('of time end a body that never comes', async () => {
    const app = appOf({ limits: { timeout: 30 } });
    const silent = { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit;
    const response = await app.request(ANALYZE, silent);
    expect([response.status, ((await response.json()) as { error: { status: string } }).error.status]).toEqual([
      408,
      'DEADLINE_EXCEEDED',
    ]);
  });

  it('of concurrency turn away what is too much, and let in again afterwards', async () => {
    const waiting: (() => void)[] = [];
    const app = appOf({
      limits: { concurrency: 2 },
      feedback: { append: () => new Promise((done) => void waiting.push(done)) },
    });
    const suggest = () =>
      post(app, '/v1alpha1/comments:suggestscore', {
        comment: { text: 'x' },
        attributeScores: { TOXICITY: { summaryScore: { value: 1 } } },
      });
    const both = [suggest(), suggest()];
    await expect.poll(() => waiting.length).toBe(2);
    const third = await suggest();
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1']);
    for (const done of waiting) done();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(app, ANALYZE, asking('x'))).status).toBe(200);
  });

  it('of rate let each client burst, and refill', () => {
    let now = 0;
    const check = rateLimit(2, () => now);
    const allowed = (client: string) => {
      try {
        check(client);
        return true;
      } catch {
        return false;
      }
    };
    expect(Array.from({ length: 5 }, () => allowed('a'))).toEqual([true, true, true, true, false]);
    expect(allowed('b')).toBe(true);
    now += 500;
    expect([allowed('a'), allowed('a')]).toEqual([true, false]);
  });

  it('of rate answer with 429 and when to come back', async () => {
    const app = appOf({ limits: { rate: 1 }, clientOf: (c) => c.req.header('x-client') ?? '' });
    const ask = (client: string) => post(app, ANALYZE, asking('x'), { 'x-client': client });
    expect([(await ask('a')).status, (await ask('a')).status]).toEqual([200, 200]);
    const third = await ask('a');
    expect([third.status, third.headers.get('retry-after'), third.body.error.status]).toEqual([
      429,
      '1',
      'RESOURCE_EXHAUSTED',
    ]);
    expect((await ask('b')).status).toBe(200);
  });

  it('of depth are those of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 5 }), (value, most) => {
        const depthOf = (part: unknown): number =>
          typeof part === 'object' && part !== null ? 1 + Math.max(0, ...Object.values(part).map(depthOf)) : 0;
        expect(nestsDeeperThan(JSON.stringify(value), most)).toBe(depthOf(value) > most);
      }),
    );
    expect(nestsDeeperThan('"\\"[[[["', 1)).toBe(false);
  });
});

describe('keys', () => {
  const app = appOf({ keys: ['correct horse', 'second'] });
  const ask = (path: string, headers: Record<string, string> = {}) => post(app, path, asking('x'), headers);

  it('open the door wherever a client puts them', async () => {
    expect((await ask('/v1alpha1/comments:analyze?key=correct%20horse')).status).toBe(200);
    expect((await ask('/v1alpha1/comments:analyze', { 'x-goog-api-key': 'second' })).status).toBe(200);
    expect((await ask('/v1alpha1/comments:analyze', { authorization: 'Bearer second' })).status).toBe(200);
    const form = new URLSearchParams({ page: PAGE, key: 'second' }).toString();
    expect((await post(app, '/v1/analyze', form, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      200,
    );
  });

  it.each([
    'correct hors',
    'correct horse ',
    'Correct horse',
    'secon\u0000',
    'second'.padEnd(300, '\0'),
    'x'.repeat(10_000),
  ])('reject %.20j', async (key) => {
    const { status, body } = await ask(`/v1alpha1/comments:analyze?key=${encodeURIComponent(key)}`);
    expect([status, body.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
  });

  it('are asked for where work is done or told of, and nowhere else', async () => {
    expect((await ask('/v1alpha1/comments:analyze')).body.error).toMatchObject({
      code: 403,
      status: 'PERMISSION_DENIED',
    });
    expect((await app.request('/metrics')).status).toBe(403);
    for (const path of ['/', '/health', '/openapi.json', '/$discovery/rest?version=v1alpha1'])
      expect((await app.request(path)).status).toBe(200);
  });
});

describe('other origins', () => {
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
  };

  it('may not call unless they are named', async () => {
    expect((await appOf().request(ANALYZE, preflight)).headers.get('access-control-allow-origin')).toBeNull();
    const app = appOf({ cors: ['https://a.example'], keys: ['k'] });
    expect((await app.request(ANALYZE, preflight)).headers.get('access-control-allow-origin')).toBe(
      'https://a.example',
    );
    const other = { ...preflight, headers: { ...preflight.headers, origin: 'https://b.example' } };
    expect((await app.request(ANALYZE, other)).headers.get('access-control-allow-origin')).toBeNull();
    const sent = { 'sec-fetch-site': 'cross-site', origin: 'https://b.example', 'content-type': 'text/plain' };
    for (const [options, status] of [
      [{}, 403],
      [{ cors: ['https://a.example'] }, 403],
      [{ cors: ['https://b.example'] }, 200],
      [{ cors: ['*'] }, 200],
    ] as const)
      expect((await post(appOf(options), ANALYZE, asking('x'), sent)).status).toBe(status);
    for (const site of ['same-origin', 'none'])
      expect((await post(appOf(), ANALYZE, asking('x'), { ...sent, 'sec-fetch-site': site })).status).toBe(200);
    const any = await post(appOf({ cors: ['*'] }), ANALYZE, asking('x'), { origin: 'https://b.example' });
    expect(any.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('what the server tells of itself', () => {
  it('is in the log without text and key, unless asked', async () => {
    const entries: LogEntry[] = [];
    await post(
      appOf({ log: (entry) => entries.push(entry) }),
      '/v1alpha1/comments:analyze?key=secret',
      asking('private words'),
    );
    expect(entries).toMatchObject([{ method: 'POST', path: '/v1alpha1/comments:analyze', status: 200 }]);
    expect(JSON.stringify(entries)).not.toMatch(/private|secret/);
    await post(appOf({ log: (entry) => entries.push(entry), logBodies: true }), ANALYZE, asking('private words'));
    expect(entries[1]?.body).toContain('private words');
  });

  it('says that it failed without saying what on, and the log says both', async () => {
    const entries: LogEntry[] = [];
    const fail = () => {
      throw new TypeError('weights are gone');
    };
    const broken = { ...stubClassifier, classify: fail, classifyThread: fail };
    const { status, body } = await post(
      appOf({ classifier: broken, log: (entry) => entries.push(entry) }),
      ANALYZE,
      asking('x'),
    );
    expect([status, body.error.message]).toEqual([500, 'the server failed; its log says why']);
    expect(entries[0]?.error).toMatch(/weights are gone/);
  });

  it('is health', async () => {
    expect(await (await appOf().request('/health')).json()).toEqual({ status: 'ok', model: stubClassifier.model });
    expect((await appOf({ isClosing: () => true }).request('/health')).status).toBe(503);
  });

  it('is metrics that Prometheus reads', async () => {
    const app = appOf({ gauges: () => ({ process_resident_memory_bytes: 1 }) });
    await post(app, ANALYZE, asking('x', ['TOXICITY', 'SPAM']));
    await post(app, ANALYZE, '{');
    await app.request(`/${'a'.repeat(50)}"\n`);
    const text = await (await app.request('/metrics')).text();
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z0-9_]+="[^"\n]*",?)+\})? [0-9.e+-]+)$/);
    }
    expect(text).toContain('btl_request_duration_seconds_count{route="/v1alpha1/comments:analyze",status="200"} 1');
    expect(text).toContain('btl_request_duration_seconds_count{route="/v1alpha1/comments:analyze",status="400"} 1');
    expect(text).toContain('{route="other",status="404"');
    expect(text).toMatch(/\nbtl_comments_total 1\n[\s\S]*\nbtl_unmeasured_attributes_total 1\n/);
  });

  it('is OpenAPI whose every reference leads somewhere, made of the schemas that check', async () => {
    const document = (await (await appOf().request('/openapi.json')).json()) as {
      openapi: string;
      paths: object;
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(document.openapi).toBe('3.1.1');
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name as string);
    expect(Object.keys(document.components.schemas.AnalyzeCommentRequest?.properties ?? {})).toContain(
      'spanAnnotations',
    );
    for (const path of Object.keys(document.paths)) {
      const method = path.startsWith('/v1') ? 'POST' : 'GET';
      expect(
        (await appOf().request(path, { method, ...(method === 'POST' ? { body: '{' } : {}) })).status,
        path,
      ).not.toBe(404);
    }
  });

  it('is the discovery document, with the address that it was asked at or the one it is told', async () => {
    const discovery = async (options: Partial<AppOptions>, path = '/$discovery/rest?version=v1alpha1') =>
      (await (await appOf(options).request(`http://btl.example:81${path}`)).json()) as { rootUrl: string };
    expect((await discovery({})).rootUrl).toBe('http://btl.example:81/');
    expect(
      (await discovery({ publicUrl: 'https://api.example' }, '/discovery/v1/apis/commentanalyzer/v1alpha1/rest'))
        .rootUrl,
    ).toBe('https://api.example/');
  });
});

describe('whatever is sent', () => {
  const app = appOf({ feedback: { append: async () => {} } });
  const paths = [
    ANALYZE,
    '/v1alpha1/comments:suggestscore',
    '/v1/classify',
    '/v1/analyze',
    '/v1/report',
    '/v1/targets',
  ];
  const answers = async (path: string, body: string) => {
    const response = await app.request(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const text = await response.text();
    return { status: response.status, isSaid: response.ok || JSON.parse(text).error.message !== '' };
  };
  /** Requests that are nearly right: a field of the right name with any value. */
  const fields = [
    'comment',
    'text',
    'type',
    'requestedAttributes',
    'TOXICITY',
    'context',
    'entries',
    'languages',
    'page',
    'html',
    'json',
    'targets',
    'target',
    'attributeScores',
    'summaryScore',
    'value',
  ];
  const nearly = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('value')),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom(...fields, '__proto__'), tie('value')),
  })).object;

  it('is answered, and never with a failure of the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(nearly, fc.jsonValue()), async (path, body) => {
        expect(await answers(path, JSON.stringify(body))).toMatchObject({
          status: expect.toSatisfy((status) => status < 500),
          isSaid: true,
        });
      }),
      { numRuns: 500 },
    );
    for (const path of paths) expect(await answers(path, '\u0000\ud800')).toMatchObject({ isSaid: true });
  });
});

describe('the built application', () => {
  it('runs on the edge: it imports nothing of Node, itself or by its packages, and needs no process', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [ON_THE_EDGE]);
    expect(JSON.parse(stdout)).toEqual(Array(7).fill(200));
  });
});
