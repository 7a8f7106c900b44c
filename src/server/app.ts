import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { keyCheck, keyOf, rateLimit } from './admission.ts';
import { apiError, errorResponse } from './api-error.ts';
import { type Env, parseJson, readText } from './body.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { type AppOptions, DEFAULT_LIMITS, type Limits } from './options.ts';
import { analyzeRequest, classifyRequest } from './own.ts';
import { createPageAnalyser } from './page-analyser.ts';
import { analyzeComment } from './perspective/analyze.ts';
import { discoveryDocument } from './perspective/discovery.ts';
import { AnalyzeCommentRequest, SuggestCommentScoreRequest } from './perspective/schemas.ts';
import { suggestion } from './perspective/suggest.ts';
import { tryPage } from './try-page.ts';

const ANALYZE = '/v1alpha1/comments:analyze';
const SUGGEST = '/v1alpha1/comments:suggestscore';
const DISCOVERY = ['/$discovery/rest', '/discovery/v1/apis/commentanalyzer/v1alpha1/rest'] as const;
/** What costs work or tells of others' work: keys, rate and concurrency are asked for here. */
const GUARDED = [ANALYZE, SUGGEST, '/v1/classify', '/v1/analyze', '/v1/report', '/metrics'] as const;
const ROUTES: ReadonlySet<string> = new Set([...GUARDED, ...DISCOVERY, '/', '/health', '/openapi.json']);

/**
 * Makes the server as an application of web standards: `app.fetch` answers a Request with a Response, on Node as on edge
 * runtimes.
 */
export function createApp(options: AppOptions): Hono<Env> {
  const { classifier, feedback, pageAnalyser = createPageAnalyser(classifier), isClosing = () => false } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const metrics = createMetrics();
  const app = new Hono<Env>();

  app.onError((error) => errorResponse(error));
  app.notFound((c) =>
    apiError('NOT_FOUND', `there is no ${c.req.method} ${c.req.path.slice(0, 100)} here`).getResponse(),
  );
  app.use(watch(options, metrics));
  if ((options.cors ?? []).length > 0) {
    const origin = options.cors?.includes('*') ? '*' : [...(options.cors ?? [])];
    app.use(cors({ origin, allowHeaders: ['content-type', 'x-goog-api-key', 'authorization'], maxAge: 86_400 }));
  }
  const guard = admit(options, limits);
  for (const path of GUARDED) app.use(path, guard);

  app.post(ANALYZE, async (c) => {
    const request = parseJson(await readText(c, limits.bodyBytes, limits), AnalyzeCommentRequest, limits);
    const { response, judged, unmeasured } = analyzeComment(classifier, request, limits);
    metrics.add('btl_comments_total', judged);
    if (unmeasured.length > 0) {
      metrics.add('btl_unmeasured_attributes_total', unmeasured.length);
      c.header('x-unmeasured-attributes', unmeasured.join(', '));
    }
    return c.json(response);
  });

  app.post(SUGGEST, async (c) => {
    if (feedback === undefined) {
      throw apiError('UNIMPLEMENTED', 'this server keeps no decisions: it was started without a feedback file');
    }
    const request = parseJson(await readText(c, limits.bodyBytes, limits), SuggestCommentScoreRequest, limits);
    const { row, response } = suggestion(request, limits, new Date());
    await feedback.append(row).catch((cause: Error) => {
      throw apiError('UNAVAILABLE', `the decision could not be kept: ${cause.message}`);
    });
    metrics.add('btl_feedback_rows_total');
    return c.json(response);
  });

  app.post('/v1/classify', async (c) => {
    const { response, judged } = await classifyRequest(c, classifier, limits);
    metrics.add('btl_comments_total', judged);
    return c.json(response);
  });

  app.post('/v1/analyze', async (c) => {
    const { body, comments } = await analyzeRequest(c, pageAnalyser, 'json', limits);
    metrics.add('btl_comments_total', comments);
    return c.body(body, 200, { 'content-type': 'application/json' });
  });

  app.post('/v1/report', async (c) => {
    const { body, comments, policy } = await analyzeRequest(c, pageAnalyser, 'report', limits);
    metrics.add('btl_comments_total', comments);
    return pageResponse(c, body, `${policy}; frame-ancestors 'self'`);
  });

  app.get('/health', (c) =>
    isClosing()
      ? c.json({ status: 'closing', model: classifier.model }, 503)
      : c.json({ status: 'ok', model: classifier.model }),
  );
  app.get('/metrics', (c) => {
    const { version, sha256 } = classifier.model;
    const gauges = { [`btl_model_info{version="${version}",sha256="${sha256}"}`]: 1, ...options.gauges?.() };
    return c.text(metrics.render(gauges), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  for (const path of DISCOVERY) app.get(path, (c) => c.json(discoveryDocument(rootUrl(c, options.publicUrl))));
  let openApi: object | undefined;
  app.get('/openapi.json', (c) => {
    openApi ??= openApiDocument(classifier.model.version);
    return c.json(openApi);
  });
  app.get('/', async (c) => {
    const { page, policy } = await tryPage(classifier.model, (options.keys ?? []).length > 0);
    return pageResponse(c, page, `${policy}; frame-ancestors 'none'`);
  });
  return app;
}

/** Times and counts every request, and gives it to the log. */
function watch(options: AppOptions, metrics: Metrics): MiddlewareHandler<Env> {
  const { log, logBodies = false, clientOf = () => '', isClosing = () => false } = options;
  return async (c, next) => {
    const started = performance.now();
    // Set before there is an answer: afterwards, it would have to be made anew.
    c.header('x-content-type-options', 'nosniff');
    await next();
    if (isClosing()) c.header('connection', 'close');
    const milliseconds = performance.now() - started;
    const { path, method } = c.req;
    const { status } = c.res;
    metrics.observe(ROUTES.has(path) ? path : 'other', status, milliseconds / 1000);
    if (log === undefined) return;
    const body = c.get('body');
    log({
      time: new Date().toISOString(),
      method,
      path: ROUTES.has(path) ? path : path.slice(0, 100),
      status,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      client: clientOf(c),
      ...(status === 500 && c.error !== undefined ? { error: c.error.stack ?? c.error.message } : {}),
      ...(logBodies && body !== undefined ? { body } : {}),
    });
  };
}

/** Lets in who brings a key, within their rate, while there is room. */
function admit(options: AppOptions, limits: Limits): MiddlewareHandler<Env> {
  const { keys = [], cors: origins = [], clientOf = () => '' } = options;
  const checkKey = keys.length === 0 ? null : keyCheck(keys);
  const checkRate = limits.rate === null ? null : rateLimit(limits.rate);
  let working = 0;
  return async (c, next) => {
    if (isFromOtherPage(c, origins))
      throw apiError('PERMISSION_DENIED', 'pages of other origins may not call this server');
    checkRate?.(clientOf(c));
    // A form that was sent by a page cannot set a header: its key stands in the form.
    if (checkKey !== null) checkKey(keyOf(c) ?? (await keyInForm(c, limits)));
    if (working >= limits.concurrency) {
      throw apiError('UNAVAILABLE', `${working} requests are being worked on; try again`, { 'retry-after': '1' });
    }
    working++;
    try {
      await next();
    } finally {
      working--;
    }
  };
}

/**
 * A page may send a form, or text, to any address without asking first; it would not see the answer, but a decision
 * would be kept. Browsers say where a request comes from; nobody else does.
 */
function isFromOtherPage(c: Context<Env>, origins: readonly string[]): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== 'cross-site' && site !== 'same-site') return false;
  return !origins.includes('*') && !origins.includes(c.req.header('origin') ?? '');
}

async function keyInForm(c: Context<Env>, limits: Limits): Promise<string | undefined> {
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
  return new URLSearchParams(await readText(c, limits.pageBytes, limits)).get('key') ?? undefined;
}

function rootUrl(c: Context<Env>, publicUrl: string | undefined): string {
  return (publicUrl ?? new URL(c.req.url).origin).replace(/\/*$/, '/');
}

function pageResponse(c: Context<Env>, page: string, policy: string): Response {
  return c.html(page, 200, {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
}
