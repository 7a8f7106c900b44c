import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { createApp } from '../app.ts';
import { commentTurns } from '../comments/turns.ts';
import { type AppOptions, DEFAULT_LIMITS } from '../options.ts';
import { openPort, urlAt } from './open-port.ts';

/** Where the application is served, beside what it is made of. */
export interface ListenOptions extends Omit<AppOptions, 'isClosing' | 'clientOf' | 'reachedAt'> {
  /** 0 for any that is free. Default 8000. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1: reached from this machine alone. */
  readonly host?: string;
  /** Take the client's address from the last entry of X-Forwarded-For. Default false: anybody may write it. */
  readonly trustProxy?: boolean;
  /** Connections at a time; more are closed at once. Default 10,000. */
  readonly connections?: number;
  /** Milliseconds that requests have to finish in once the server closes. Default 10,000. */
  readonly grace?: number;
  /** Called when they have not, to turn away what waits. */
  readonly onGraceOver?: () => void;
}

/** A server on its port. */
export interface Listening {
  /** Address that it is reached at, without a slash at the end. */
  readonly url: string;
  /** Accepts no more connections, lets requests under way finish for `grace`, and resolves when nothing is left. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 10_000;

/**
 * Serves the application on a port of this machine, and resolves when it accepts connections.
 * @throws BelowTheLineError `unavailable` when the port cannot be had
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { port = 8000, host = '127.0.0.1', trustProxy = false, grace = 10_000, classifier, publicUrl } = options;
  const turns = commentTurns(classifier, options.limits?.waiting ?? DEFAULT_LIMITS.waiting);
  let isClosing = false;
  const app = createApp({
    comments: turns.classify,
    ...options,
    allowedHosts: [...(options.allowedHosts ?? []), ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])],
    isClosing: () => isClosing,
    reachedAt,
    clientOf: (c) => (trustProxy ? forwardedFor(c) : null) ?? addressOf(c),
    gauges: () => ({ ...processGauges(), ...options.gauges?.() }),
  });
  const opened = await openPort({
    fetch: app.fetch,
    port,
    host,
    timeout: options.limits?.timeout ?? DEFAULT_LIMITS.timeout,
    connections: options.connections ?? MAX_CONNECTIONS,
  });
  return {
    url: opened.url,
    async close() {
      isClosing = true;
      await opened.close(grace, () => {
        turns.stop();
        options.onGraceOver?.();
      });
    },
  };
}

const socketOf = (c: Context) => (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket;

const addressOf = (c: Context): string => socketOf(c)?.remoteAddress ?? '';

/** Where a connection ends on this machine. */
function reachedAt(c: Context): string {
  const { localAddress = '127.0.0.1', localPort } = socketOf(c) ?? {};
  return urlAt(localAddress.replace(/^::ffff:/, ''), localPort ?? 80);
}

const forwardedFor = (c: Context): string | null => c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? null;

function processGauges(): Record<string, number> {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    process_resident_memory_bytes: rss,
    nodejs_heap_size_used_bytes: heapUsed,
    process_start_time_seconds: performance.timeOrigin / 1000,
  };
}
