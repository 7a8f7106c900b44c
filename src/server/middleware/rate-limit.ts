import { apiError } from '../api-error.ts';

/** Clients whose allowance is remembered; beyond it the one unseen for longest is forgotten. */
const MAX_CLIENTS = 10_000;
/** Seconds of allowance that a quiet client has saved up at most. */
const BURST_SECONDS = 2;

/**
 * Makes a limit on each client's requests, a token bucket: `perSecond` tokens drip in, every request takes one. Without
 * a token it throws RESOURCE_EXHAUSTED, with the seconds until the next one.
 * @param now the time in milliseconds
 */
export function rateLimit(perSecond: number, now: () => number = Date.now): (client: string) => void {
  const capacity = Math.max(1, perSecond * BURST_SECONDS);
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (client) => {
    const at = now();
    const bucket = buckets.get(client) ?? { tokens: capacity, at };
    const tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
    const isAllowed = tokens >= 1;
    // Set anew, so that the first key is the one unseen for longest.
    buckets.delete(client);
    buckets.set(client, { tokens: isAllowed ? tokens - 1 : tokens, at });
    if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value!);
    if (isAllowed) return;
    const seconds = Math.ceil((1 - tokens) / perSecond);
    throw apiError('RESOURCE_EXHAUSTED', `more than ${perSecond} requests a second; try again in ${seconds} s`, {
      headers: { 'retry-after': String(seconds) },
    });
  };
}
