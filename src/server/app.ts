import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { apiError, errorResponse } from './api-error.ts';
import type { Env } from './body.ts';
import { commentTurns } from './comments/turns.ts';
import { inBrowserRoutes } from './in-browser.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { accessControl } from './middleware/access.ts';
import { allowedHost, isNamed } from './middleware/allowed-host.ts';
import { requestLog } from './middleware/request-log.ts';
import { openApiDocument } from './openapi.ts';
import { type AppOptions, DEFAULT_LIMITS, type Limits } from './options.ts';
import { createPageAnalyser } from './page-analyser.ts';
import { pageResponse } from './page-response.ts';
import { GUARDED_PATHS, PATHS, pathOf } from './paths.ts';
import { perspectiveRoutes } from './perspective/routes.ts';
import { playgroundPage } from './playground/page.ts';
import { v1Routes } from './v1/routes.ts';

/**
 * Makes the server as an application of web standards: `app.fetch` answers a Request with a Response, on Node as on
 * edge runtimes.
 */
export function createApp(options: AppOptions): Hono<Env> {
  const { classifier, feedback, pageAnalyser = createPageAnalyser(classifier) } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const comments = options.comments ?? commentTurns(classifier, limits.waiting).classify;
  const metrics = createMetrics();
  const app = new Hono<Env>({ getPath: pathOf });

  app.onError((error) => errorResponse(error));
  app.notFound((c) =>
    apiError('NOT_FOUND', `there is no ${c.req.method} ${c.req.path.slice(0, 100)} here`).getResponse(),
  );
  app.use(requestLog(options, metrics));
  if (options.allowedHosts !== undefined) app.use(allowedHost(options.allowedHosts));
  if ((options.cors ?? []).length > 0) {
    const origin = options.cors?.includes('*') ? '*' : [...(options.cors ?? [])];
    app.use(cors({ origin, allowHeaders: ['content-type', 'x-goog-api-key', 'authorization'], maxAge: 86_400 }));
  }
  const access = accessControl(options, limits);
  for (const path of GUARDED_PATHS) app.use(path, access);

  app.route(
    '/',
    perspectiveRoutes({
      comments,
      feedback,
      limits,
      metrics,
      rootUrl: rootUrlOf(options),
      unknownAttributes: options.unknownAttributes ?? 'zero',
      answer: (request, c) => app.fetch(request, c.env),
      warn: options.warn ?? (() => {}),
    }),
  );
  app.route('/', v1Routes({ comments, pageAnalyser, limits, metrics }));
  app.route('/', selfRoutes(options, metrics));
  if (options.inBrowser !== undefined) app.route('/', inBrowserRoutes(options.inBrowser));
  return app;
}

/** Returns what gives the address that clients are to call, which ends with a slash: what nobody vouches for is not repeated. */
function rootUrlOf({ publicUrl, allowedHosts, reachedAt }: AppOptions): (c: Context<Env>) => string {
  return (c) => {
    const isKnown = allowedHosts === undefined || isNamed(c.req.header('host'), allowedHosts);
    const own = isKnown || reachedAt === undefined ? new URL(c.req.url).origin : reachedAt(c);
    return (publicUrl ?? own).replace(/(?<!\/)\/*$/, '/');
  };
}

/** What the server tells of itself. */
function selfRoutes({ classifier, keys = [], gauges, isClosing, inBrowser }: AppOptions, metrics: Metrics): Hono<Env> {
  const { model } = classifier;
  const routes = new Hono<Env>();

  routes.get(PATHS.health, (c) =>
    isClosing?.() ? c.json({ status: 'closing', model }, 503) : c.json({ status: 'ok', model }),
  );

  routes.get(PATHS.metrics, (c) => {
    const info = { [`btl_model_info{version="${model.version}",sha256="${model.sha256}"}`]: 1 };
    const text = metrics.render({ ...info, ...gauges?.() });
    return c.text(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });

  let openApi: object | undefined;
  routes.get(PATHS.openApi, (c) => {
    openApi ??= openApiDocument(model.version);
    return c.json(openApi);
  });

  routes.get(PATHS.playground, async (c) => {
    const { page, policy } = await playgroundPage(model, {
      needsKey: keys.length > 0,
      inBrowser: inBrowser !== undefined,
    });
    return pageResponse(c, page, `${policy}; frame-ancestors 'none'`);
  });

  return routes;
}
