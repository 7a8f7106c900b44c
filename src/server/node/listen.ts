import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Context } from 'hono';
import { BelowTheLineError } from '../../errors.ts';
import { createApp } from '../app.ts';
import { type AppOptions, DEFAULT_LIMITS } from '../options.ts';

export interface ListenOptions extends Omit<AppOptions, 'isClosing' | 'clientOf'> {
  /** Default 8000; 0 for any that is free. */
  readonly port?: number;
  /** Default 127.0.0.1: reached from this machine alone. */
  readonly host?: string;
  /** Take the client's address from the last entry of X-Forwarded-For. Default false: anybody may write it. */
  readonly trustProxy?: boolean;
  /** Milliseconds that requests have to finish in once the server closes. Default 10,000. */
  readonly grace?: number;
}

export interface Listening {
  readonly url: string;
  /** Takes no more connections, lets what is under way finish, and resolves when nothing is left. */
  close(): Promise<void>;
}

/**
 * A kept connection ends after the proxies in front of it have given it up, so that they never write into a closed one.
 */
const KEEP_ALIVE = 65_000;
const MOST_CONNECTIONS = 10_000;
const SWEEP = 50;

/**
 * Serves the application on a port of this machine.
 * @throws BelowTheLineError `unavailable` when the port cannot be had
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { port = 8000, host = '127.0.0.1', trustProxy = false, grace = 10_000 } = options;
  let isClosing = false;
  const app = createApp({
    ...options,
    isClosing: () => isClosing,
    clientOf: (c) => (trustProxy ? forwardedFor(c) : null) ?? addressOf(c),
    gauges: () => ({ ...processGauges(), ...options.gauges?.() }),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const timeout = options.limits?.timeout ?? DEFAULT_LIMITS.timeout;
  server.requestTimeout = timeout;
  server.headersTimeout = timeout;
  server.keepAliveTimeout = KEEP_ALIVE;
  server.maxConnections = MOST_CONNECTIONS;
  await started(server, port, host);
  return {
    url: urlOf(server),
    async close() {
      isClosing = true;
      await closed(server, grace);
    },
  };
}

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new BelowTheLineError('unavailable', `cannot listen on ${host}:${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is kept after its last answer is idle from then on only.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    const force = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

const addressOf = (c: Context): string =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress ?? '';

const forwardedFor = (c: Context): string | null => c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? null;

function processGauges(): Record<string, number> {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    process_resident_memory_bytes: rss,
    nodejs_heap_size_used_bytes: heapUsed,
    process_start_time_seconds: performance.timeOrigin / 1000,
  };
}
