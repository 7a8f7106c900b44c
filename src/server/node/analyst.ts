import { Worker } from 'node:worker_threads';
import { BelowTheLineError, type ErrorCode } from '../../errors.ts';
import type { Analyst, AnalystAnswer, AnalystRequest } from '../analyst.ts';
import { apiError } from '../api-error.ts';

export interface AnalystOptions {
  /** Folder of the model. Default: the one in the package. */
  readonly model?: string;
  /** Milliseconds that a page may take; then its thread is ended. Default 30,000. */
  readonly timeout?: number;
  /** Pages that may wait for their turn; more are turned away. Default 16. */
  readonly waiting?: number;
}

export interface AnalystThread {
  readonly analyst: Analyst;
  close(): Promise<void>;
}

interface Job {
  readonly request: AnalystRequest;
  readonly resolve: (answer: AnalystAnswer) => void;
  readonly reject: (error: Error) => void;
}

type Message =
  | { readonly answer: AnalystAnswer }
  | { readonly error: { code: ErrorCode | null; message: string; stack: string } };

/** A page may take this much memory in its thread, in MiB, before the thread is ended. */
const MOST_MEMORY = 1024;

/**
 * Analyses pages one after the other in a thread of their own, which is started with the first: comments are answered
 * meanwhile, and a page that takes too long can be stopped.
 */
export function analystThread({ model, timeout = 30_000, waiting = 16 }: AnalystOptions = {}): AnalystThread {
  const jobs: Job[] = [];
  let worker: Worker | null = null;
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null;

  function start(): Worker {
    const started = new Worker(new URL(import.meta.resolve('#analysis-worker')), {
      workerData: { model },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    started.unref();
    started.on('message', (message: Message) => {
      if ('answer' in message) finish(({ resolve }) => resolve(message.answer));
      else finish(({ reject }) => reject(errorOf(message.error)));
    });
    started.on('error', (error) => end(error));
    return started;
  }

  function finish(settle: (job: Job) => void): void {
    if (current === null) return;
    const { job, timer } = current;
    clearTimeout(timer);
    current = null;
    settle(job);
    next();
  }

  /** Gives up the thread and the page that it works on; the next page gets a new one. */
  function end(error: Error): void {
    void worker?.terminate();
    worker = null;
    finish(({ reject }) => reject(error));
  }

  function next(): void {
    if (current !== null) return;
    const job = jobs.shift();
    if (job === undefined) return;
    worker ??= start();
    const timer = setTimeout(
      () => end(apiError('DEADLINE_EXCEEDED', `the page was not analysed after ${timeout} ms`)),
      timeout,
    );
    current = { job, timer };
    worker.postMessage(job.request);
  }

  return {
    analyst: (request) =>
      new Promise((resolve, reject) => {
        if (jobs.length >= waiting) {
          throw apiError('UNAVAILABLE', `${jobs.length} pages are waiting; try again`, { 'retry-after': '5' });
        }
        jobs.push({ request, resolve, reject });
        next();
      }),
    async close() {
      await worker?.terminate();
    },
  };
}

function errorOf({ code, message, stack }: { code: ErrorCode | null; message: string; stack: string }): Error {
  if (code !== null) return new BelowTheLineError(code, message);
  return Object.assign(new Error(message), { stack });
}
