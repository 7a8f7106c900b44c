import type { MiddlewareHandler } from 'hono';
import { apiError } from '../api-error.ts';
import type { Env } from '../body.ts';

/**
 * Makes the middleware that turns away requests to names that are not the server's: a page from elsewhere whose name is
 * made to lead here (DNS rebinding) would be of the same origin, and could read the answers.
 * @param allowed names that the server has, without ports
 * @throws HTTPException PERMISSION_DENIED for any other name
 */
export function allowedHost(allowed: readonly string[]): MiddlewareHandler<Env> {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return async (c, next) => {
    const host = hostnameOf(c.req.header('host'));
    if (host !== null && !isOwnName(host, names)) {
      throw apiError(
        'PERMISSION_DENIED',
        `${JSON.stringify(host.slice(0, 100))} is no name of this server: --allowed-hosts names more`,
      );
    }
    await next();
  };
}

/**
 * Says whether a name is the server's. Nobody else has this machine's own names or an address for a name, and a name
 * without a dot is of a network whose operator gave it.
 */
function isOwnName(host: string, names: ReadonlySet<string>): boolean {
  return isAddress(host) || !host.includes('.') || host.endsWith('.localhost') || names.has(host);
}

/** Says whether a request names this machine as its own, or by a name that the operator gave. */
export function isNamed(header: string | undefined, allowed: readonly string[]): boolean {
  const host = hostnameOf(header);
  if (host === null) return false;
  return /^127\.|^\[::1\]$/.test(host) || (!isAddress(host) && isOwnName(host, new Set(allowed)));
}

const isAddress = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.startsWith('[');

/** Returns the name in a Host header, in lower case; null without one. */
function hostnameOf(header: string | undefined): string | null {
  if (header === undefined || header === '') return null;
  return header
    .toLowerCase()
    .replace(/:\d{0,5}$/, '')
    .replace(/\.$/, '');
}
