import type { Context, MiddlewareHandler } from 'hono';
import { apiError } from '../api-error.ts';
import { type Env, readText } from '../body.ts';
import type { AppOptions, Limits } from '../options.ts';
import { apiKeyCheck, apiKeyOf } from './api-key.ts';
import { rateLimit } from './rate-limit.ts';

/**
 * Makes the middleware that limits access by origin, rate, API key and concurrency, in this order. What it turns away
 * is answered with PERMISSION_DENIED, RESOURCE_EXHAUSTED, INVALID_ARGUMENT or UNAVAILABLE.
 */
export function accessControl(options: AppOptions, limits: Limits): MiddlewareHandler<Env> {
  const { keys = [], cors: origins = [], clientOf = () => '' } = options;
  const checkKey = keys.length === 0 ? null : apiKeyCheck(keys);
  const checkRate = limits.rate === null ? null : rateLimit(limits.rate);
  let working = 0;
  return async (c, next) => {
    if (isFromOtherPage(c, origins))
      throw apiError('PERMISSION_DENIED', 'pages of other origins may not call this server');
    checkRate?.(clientOf(c));
    // A form that was sent by a page cannot set a header: its key stands in the form.
    if (checkKey !== null) checkKey(apiKeyOf(c) ?? (await keyInForm(c, limits)));
    if (working >= limits.concurrency) {
      throw apiError('UNAVAILABLE', `${working} requests are being worked on; try again`, {
        headers: { 'retry-after': '1' },
      });
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
 * A page may send a form, or text, to any address without asking first; it would not see the response, but a decision
 * would be kept. Browsers say where a request comes from (Fetch Metadata, Origin); nobody else does.
 */
function isFromOtherPage(c: Context<Env>, origins: readonly string[]): boolean {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const isOther = site === undefined ? isOtherOrigin(origin, c) : site === 'cross-site' || site === 'same-site';
  return isOther && !origins.includes('*') && !origins.includes(origin ?? '');
}

/** Old browsers, and new ones on plain HTTP, say no more than the origin of a page that posts. */
function isOtherOrigin(origin: string | undefined, c: Context<Env>): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(c.req.url).host;
}

async function keyInForm(c: Context<Env>, limits: Limits): Promise<string | undefined> {
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
  return new URLSearchParams(await readText(c, limits.pageBytes, limits)).get('key') ?? undefined;
}
