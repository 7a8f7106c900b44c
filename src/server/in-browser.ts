import { Hono } from 'hono';
import type { Env } from './body.ts';
import type { BrowserFile } from './options.ts';
import { PATHS } from './paths.ts';

const FILES: readonly (readonly [path: string, file: BrowserFile, type: string])[] = [
  [PATHS.worker, 'worker.js', 'text/javascript; charset=utf-8'],
  [PATHS.manifest, 'model.json', 'application/json'],
  [PATHS.weights, 'weights.bin', 'application/octet-stream'],
  [PATHS.encoder, 'encoder.bin', 'application/octet-stream'],
];

/** The worker fetches from this server alone. Its kernels are compiled there, which a browser counts as evaluating. */
const POLICY = "default-src 'none'; connect-src 'self'; script-src 'self' 'unsafe-eval'";

/** Serves what the page to try the server on needs to answer in the browser itself. */
export function inBrowserRoutes(read: (file: BrowserFile) => Promise<Uint8Array<ArrayBuffer>>): Hono<Env> {
  const routes = new Hono<Env>();
  for (const [path, file, type] of FILES) {
    routes.get(path, async (c) =>
      c.body(await read(file), 200, {
        'content-type': type,
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
      }),
    );
  }
  return routes;
}
