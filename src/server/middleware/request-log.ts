import type { MiddlewareHandler } from 'hono';
import type { Env } from '../body.ts';
import type { Metrics } from '../metrics.ts';
import type { AppOptions } from '../options.ts';
import { isKnownPath } from '../paths.ts';

/** UTF-16 units of an unknown path in the log. */
const MAX_PATH_LENGTH = 100;

/** Makes the middleware that times and counts every request, and gives it to the log. */
export function requestLog(options: AppOptions, metrics: Metrics): MiddlewareHandler<Env> {
  const { log, logBodies = false, clientOf = () => '', isClosing = () => false } = options;
  return async (c, next) => {
    const started = performance.now();
    // Set before there is a response: afterwards, it would have to be made anew.
    c.header('x-content-type-options', 'nosniff');
    await next();
    if (isClosing()) c.header('connection', 'close');
    const milliseconds = performance.now() - started;
    const { path, method } = c.req;
    const { status } = c.res;
    // Whatever paths are asked for, the metrics keep few series.
    metrics.observe(isKnownPath(path) ? path : 'other', status, milliseconds / 1000);
    if (log === undefined) return;
    const body = c.get('body');
    log({
      time: new Date().toISOString(),
      method,
      path: isKnownPath(path) ? path : path.slice(0, MAX_PATH_LENGTH),
      status,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      client: clientOf(c),
      ...(status === 500 && c.error !== undefined ? { error: c.error.stack ?? c.error.message } : {}),
      ...(logBodies && body !== undefined ? { body } : {}),
    });
  };
}
