import type { Context } from 'hono';
import { apiError } from './api-error.ts';

/** Longer keys are turned away; every comparison takes as many steps as this. */
const LONGEST_KEY = 256;
/** Clients whose allowance is remembered; beyond it the one unseen for longest is forgotten. */
const MOST_CLIENTS = 10_000;
/** Seconds of allowance that a quiet client has saved up at most. */
const BURST_SECONDS = 2;

/** The key that a request brings, where Google's clients put it and where others do. */
export function keyOf(c: Context): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '');
  return c.req.query('key') ?? c.req.header('x-goog-api-key') ?? bearer?.[1];
}

/**
 * Makes a check whether a key is one of `keys`. However far a wrong key is right, and whichever key it resembles, the
 * check takes the same steps.
 */
export function keyCheck(keys: readonly string[]): (key: string | undefined) => void {
  const known = keys.map(padded);
  return (key) => {
    if (key === undefined || key === '') {
      throw apiError(
        'PERMISSION_DENIED',
        'The request is missing a valid API key: expected ?key=, or the header X-Goog-Api-Key',
      );
    }
    const given = padded(key.slice(0, LONGEST_KEY));
    let isKnown = 0;
    for (const one of known) isKnown |= Number(difference(one, given) === 0);
    if (isKnown === 0 || key.length > LONGEST_KEY)
      throw apiError('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');
  };
}

function padded(key: string): Uint16Array {
  const units = new Uint16Array(LONGEST_KEY + 1);
  for (let i = 0; i < LONGEST_KEY; i++) units[i] = i < key.length ? key.charCodeAt(i) : 0;
  units[LONGEST_KEY] = key.length;
  return units;
}

function difference(a: Uint16Array, b: Uint16Array): number {
  let found = 0;
  for (let i = 0; i <= LONGEST_KEY; i++) found |= (a[i] as number) ^ (b[i] as number);
  return found;
}

/** Makes a limit on each client's requests: a bucket that `perSecond` tokens drip into, of which every request takes one. */
export function rateLimit(perSecond: number, now: () => number = Date.now): (client: string) => void {
  const most = Math.max(1, perSecond * BURST_SECONDS);
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (client) => {
    const at = now();
    const bucket = buckets.get(client) ?? { tokens: most, at };
    const tokens = Math.min(most, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
    const isAllowed = tokens >= 1;
    buckets.delete(client);
    buckets.set(client, { tokens: isAllowed ? tokens - 1 : tokens, at });
    if (buckets.size > MOST_CLIENTS) buckets.delete(buckets.keys().next().value as string);
    if (isAllowed) return;
    const seconds = Math.ceil((1 - tokens) / perSecond);
    throw apiError('RESOURCE_EXHAUSTED', `more than ${perSecond} requests a second; try again in ${seconds} s`, {
      'retry-after': String(seconds),
    });
  };
}
