import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { BelowTheLineError } from '../../errors.ts';

/** What answers on a port, and where. */
export interface PortOptions {
  /** Answers a request; the second argument holds what Node says of it. */
  readonly fetch: Parameters<typeof createAdaptorServer>[0]['fetch'];
  /** 0 for any that is free. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Milliseconds until a request has to be here. */
  readonly timeout: number;
  /** Connections at a time; more are closed at once. */
  readonly connections: number;
}

/** A port that is listened on. */
export interface OpenPort {
  /** Address that it is reached at, without a slash at the end. */
  readonly url: string;
  /**
   * Accepts no more connections, and resolves when nothing is left.
   * @param grace milliseconds that requests under way have to finish in
   * @param onGraceOver called when they have not
   */
  close(grace: number, onGraceOver: () => void): Promise<void>;
}

/** Milliseconds that an idle connection is kept: longer than proxies do, so that they never write into a closed one. */
const KEEP_ALIVE = 65_000;
/** Milliseconds between two looks for requests whose time is over. */
const CHECKING_INTERVAL = 500;
/** Milliseconds in which those who were turned away at the end are told so. */
const LAST_WORDS = 500;
/** Milliseconds between two looks for idle connections while the server closes. */
const SWEEP_INTERVAL = 50;

/**
 * Listens on a port of this machine, and resolves when it accepts connections.
 * @throws BelowTheLineError `unavailable` when the port cannot be had
 */
export async function openPort({ fetch, port, host, timeout, connections }: PortOptions): Promise<OpenPort> {
  const serverOptions = { connectionsCheckingInterval: CHECKING_INTERVAL };
  const server = createAdaptorServer({ fetch, serverOptions }) as Server;
  server.requestTimeout = timeout;
  server.headersTimeout = timeout;
  server.keepAliveTimeout = KEEP_ALIVE;
  server.maxConnections = connections;
  await started(server, port, host);
  const { address, port: own } = server.address() as AddressInfo;
  return { url: urlAt(address, own), close: (grace, onGraceOver) => closed(server, grace, onGraceOver) };
}

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new BelowTheLineError('unavailable', `cannot listen on ${host}:${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server, grace: number, onGraceOver: () => void): Promise<void> {
  return new Promise((resolve) => {
    // A connection is idle only once its last response was sent.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL);
    let force = setTimeout(() => {
      onGraceOver();
      force = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
    }, grace);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Returns the address of a port, without a slash at the end. */
export const urlAt = (address: string, port: number): string =>
  `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
