import { Worker } from 'node:worker_threads';
import type { ScorerOptions } from '../../classifier.ts';
import { apiError } from '../api-error.ts';
import type { PageAnalyser, PageRequest, PageResponse } from '../page-analyser.ts';
import { errorOf, type WorkerError } from './worker-error.ts';

/** How a page analyser's thread is run. */
export interface PageAnalyserOptions extends Partial<ScorerOptions> {
  /** Milliseconds that a page may take; then its thread is ended. Default 120,000. */
  readonly timeout?: number;
  /** Pages that may wait for their turn; more are turned away. Default 16. */
  readonly waiting?: number;
}

/** A page analyser in a thread of its own. */
export interface PageAnalyserThread {
  readonly pageAnalyser: PageAnalyser;
  /** Ends the thread, and turns away what it works on and what waits. */
  close(): Promise<void>;
}

/** What the thread sends back for a page. */
export type WorkerMessage = { readonly response: PageResponse } | { readonly error: WorkerError };

interface Job {
  readonly request: PageRequest;
  readonly resolve: (response: PageResponse) => void;
  readonly reject: (error: Error) => void;
}

/** MiB of heap that the thread may take before it is ended. */
const MAX_HEAP = 1024;
/** Seconds after which a client that was turned away may come back. */
const RETRY_AFTER = '5';

/**
 * Makes a page analyser that works through pages one after the other in a thread, which is started by the first:
 * comments are classified meanwhile, and a page that takes too long can be stopped. It rejects with an API error,
 * DEADLINE_EXCEEDED for such a page and UNAVAILABLE where too many wait.
 */
export function pageAnalyserThread(options: PageAnalyserOptions = {}): PageAnalyserThread {
  const { model, encoder, timeout = 120_000, waiting = 16 } = options;
  const jobs: Job[] = [];
  let worker: Worker | null = null;
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null;

  function start(): Worker {
    const started = new Worker(new URL(import.meta.resolve('#analysis-worker')), {
      workerData: { model, encoder } satisfies ScorerOptions,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
    });
    started.unref();
    started.on('message', (message: WorkerMessage) => {
      // A thread that was given up may have sent its response before it ended: it is not the response to what is
      // current.
      if (started !== worker) return;
      if ('response' in message) settle(({ resolve }) => resolve(message.response));
      else settle(({ reject }) => reject(errorOf(message.error)));
    });
    started.on('error', (error) => {
      if (started === worker) terminate(error);
    });
    return started;
  }

  function settle(how: (job: Job) => void): void {
    if (current === null) return;
    const { job, timer } = current;
    clearTimeout(timer);
    current = null;
    how(job);
    next();
  }

  /** Gives up the thread and the page that it works on; the next page gets a new one. */
  function terminate(error: Error): void {
    void worker?.terminate();
    worker = null;
    settle(({ reject }) => reject(error));
  }

  function next(): void {
    if (current !== null) return;
    const job = jobs.shift();
    if (job === undefined) return;
    worker ??= start();
    const timer = setTimeout(
      () => terminate(apiError('DEADLINE_EXCEEDED', `the page was not analysed after ${timeout} ms`)),
      timeout,
    );
    current = { job, timer };
    worker.postMessage(job.request);
  }

  return {
    pageAnalyser: (request) =>
      new Promise((resolve, reject) => {
        if (jobs.length >= waiting) {
          throw apiError('UNAVAILABLE', `${jobs.length} pages are waiting; try again`, {
            headers: { 'retry-after': RETRY_AFTER },
          });
        }
        jobs.push({ request, resolve, reject });
        next();
      }),
    async close() {
      const closing = apiError('UNAVAILABLE', 'the server is closing', { headers: { 'retry-after': RETRY_AFTER } });
      for (const { reject } of jobs.splice(0)) reject(closing);
      const ended = worker?.terminate();
      terminate(closing);
      await ended;
    },
  };
}
