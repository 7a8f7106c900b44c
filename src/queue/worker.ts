// The only importer of bullmq and ioredis.

import type { Classifier } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { runJob } from './job.ts';

/** Which queue a worker takes jobs from, and what it does about other workers. */
export interface WorkerOptions {
  /** Address of Redis, such as `redis://localhost:6379`. */
  readonly redis: string;
  /** Name of the queue. */
  readonly queue: string;
  /** Seconds after which a job whose worker fell silent is given to another. */
  readonly lostAfter: number;
  /** Called for whatever happens, for logs and metrics. */
  readonly onEvent: (event: WorkerEvent) => void;
}

/** What happened to a job, or to the connection. */
export type WorkerEvent =
  /** A job was done in `seconds`. */
  | { readonly kind: 'done'; readonly comments: number; readonly seconds: number }
  /** A job failed: it is none, or the classifier threw. */
  | { readonly kind: 'failed'; readonly message: string }
  /** A job of a worker that fell silent was put back in the queue. */
  | { readonly kind: 'lost' }
  /** Redis went away, or answered with an error; the worker tries on. */
  | { readonly kind: 'trouble'; readonly message: string };

/** A worker at work. */
export interface QueueWorker {
  /** Counts the jobs that wait for a worker; null while Redis does not answer. */
  readonly waiting: () => Promise<number | null>;
  /** Takes no more jobs, and resolves when the one at hand is done, or when Redis is not there to take its result. */
  readonly close: () => Promise<void>;
}

/** Milliseconds within which Redis has to answer. */
const PATIENCE = 2000;

/**
 * Starts a worker, which does the jobs of a queue one after another until it is closed. A job is done at least once,
 * and its result kept once, under its id.
 * @throws BelowTheLineError `missing-package` without bullmq and ioredis, `unavailable` when Redis does not answer
 */
export async function startWorker(classifier: Classifier, options: WorkerOptions): Promise<QueueWorker> {
  const { Queue, UnrecoverableError, Worker } = await loadPackage(import('bullmq'));
  const { redis, queue: name, lostAfter, onEvent } = options;
  await checkConnection(redis);
  const milliseconds = lostAfter * 1000;
  const work = async ({ data }: { data: unknown }) => {
    const started = performance.now();
    const result = await runJob(classifier, data).catch((error) => {
      // What is no job now is none the next time.
      throw error instanceof BelowTheLineError ? new UnrecoverableError(error.message) : error;
    });
    onEvent({ kind: 'done', comments: result.results.length, seconds: (performance.now() - started) / 1000 });
    return result;
  };
  const connection = { url: redis, maxRetriesPerRequest: null };
  const worker = new Worker(name, work, {
    connection,
    lockDuration: milliseconds,
    stalledInterval: milliseconds,
    // A job that takes its worker down may have met a bad machine; one that takes down four is bad itself.
    maxStalledCount: 3,
  });
  worker.on('failed', (_, error) => onEvent({ kind: 'failed', message: error.message }));
  worker.on('stalled', () => onEvent({ kind: 'lost' }));
  worker.on('error', (error) => onEvent({ kind: 'trouble', message: error.message }));
  const queue = new Queue(name, { connection });
  queue.on('error', () => {});
  await worker.waitUntilReady();
  return {
    waiting: () => inTime(queue.getWaitingCount(), null).catch(() => null),
    close: async () => {
      const closed = worker
        .close()
        .then(() => queue.close())
        .then(() => true);
      // A job may take long; but without a Redis, BullMQ would wait for one for ever.
      while (!(await inTime(closed, false))) {
        if (await isReachable(redis)) continue;
        closed.catch(() => {});
        onEvent({ kind: 'trouble', message: 'it is away, and what was at hand is left to another worker' });
        await inTime(Promise.allSettled([worker.close(true), queue.disconnect()]), null);
        return;
      }
    },
  };
}

/** Returns what a promise resolves to, or `otherwise` where it does not in time; rejects as it does. */
async function inTime<T, U>(promise: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isReachable = (url: string): Promise<boolean> =>
  checkConnection(url).then(
    () => true,
    () => false,
  );

/** Says at once what is wrong with an address: BullMQ itself would try it for ever. */
async function checkConnection(url: string): Promise<void> {
  const { Redis } = await loadPackage(import('ioredis'));
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    commandTimeout: PATIENCE,
    retryStrategy: () => null,
  });
  let reason = 'no answer';
  client.on('error', (error: Error) => {
    reason = error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    // The address may hold a password: it is not repeated.
    throw new BelowTheLineError('unavailable', `cannot reach Redis: ${reason}`, { cause });
  } finally {
    client.disconnect();
  }
}

async function loadPackage<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (cause) {
    const message = 'a queue needs BullMQ: npm install bullmq ioredis';
    throw new BelowTheLineError('missing-package', message, { cause });
  }
}
