import type { Context } from 'hono';

/** Returns an HTML page as a response that no cache keeps and whose links tell nobody where they were followed from. */
export function pageResponse(c: Context, page: string, policy: string): Response {
  return c.html(page, 200, {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
}
