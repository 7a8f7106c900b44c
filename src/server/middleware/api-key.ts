import type { Context } from 'hono';
import { apiError, errorInfo } from '../api-error.ts';

/** UTF-16 units of a key. Longer ones are rejected: every comparison takes as many steps as this. */
const MAX_KEY_LENGTH = 256;

/**
 * Returns the key that a request brings, from where Google's clients put it, `?key=` or a header, or as a bearer token.
 */
export function apiKeyOf(c: Context): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '');
  return c.req.query('key') ?? c.req.header('x-goog-api-key') ?? bearer?.[1];
}

/**
 * Makes a check that throws for a key that is none of `keys`: PERMISSION_DENIED without one, INVALID_ARGUMENT for a
 * wrong one. It compares in constant time, whichever key a wrong one resembles and however far.
 */
export function apiKeyCheck(keys: readonly string[]): (key: string | undefined) => void {
  const known = keys.map(padded);
  return (key) => {
    if (key === undefined || key === '') {
      throw apiError(
        'PERMISSION_DENIED',
        'The request is missing a valid API key: expected ?key=, or the header X-Goog-Api-Key',
      );
    }
    const given = padded(key.slice(0, MAX_KEY_LENGTH));
    let isKnown = 0;
    for (const one of known) isKnown |= Number(difference(one, given) === 0);
    if (isKnown === 0 || key.length > MAX_KEY_LENGTH)
      throw apiError('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', {
        details: [errorInfo('API_KEY_INVALID')],
      });
  };
}

/** The units of a key, filled up with zeros, and its length. */
function padded(key: string): Uint16Array {
  const units = new Uint16Array(MAX_KEY_LENGTH + 1);
  for (let i = 0; i < MAX_KEY_LENGTH; i++) units[i] = i < key.length ? key.charCodeAt(i) : 0;
  units[MAX_KEY_LENGTH] = key.length;
  return units;
}

function difference(a: Uint16Array, b: Uint16Array): number {
  let bits = 0;
  for (let i = 0; i <= MAX_KEY_LENGTH; i++) bits |= a[i]! ^ b[i]!;
  return bits;
}
