import { type Job, threadPool } from '../../threads/pool.ts';
import { shareModel, type ThreadLoadOptions } from '../../threads/shared-model.ts';
import { apiError } from '../api-error.ts';
import type { PageAnalyser, PageRequest, PageResponse } from '../page-analyser.ts';

/** How a page analyser's thread is run. */
export interface PageAnalyserOptions extends ThreadLoadOptions {
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
  const jobs: Job<PageRequest, PageResponse>[] = [];
  const pool = threadPool<PageRequest, PageResponse>({
    file: new URL(import.meta.resolve('#analysis-worker')),
    load: () => shareModel({ model, encoder }),
    most: 1,
    take: () => timed(jobs.shift() ?? null),
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
  });

  /** Ends the thread where the page that it works on takes too long; the next page gets a new one. */
  function timed(job: Job<PageRequest, PageResponse> | null): Job<PageRequest, PageResponse> | null {
    if (job === null) return null;
    const timer = setTimeout(() => {
      void pool.end(apiError('DEADLINE_EXCEEDED', `the page was not analysed after ${timeout} ms`));
      pool.wake();
    }, timeout);
    return {
      work: job.work,
      done(response) {
        clearTimeout(timer);
        job.done(response);
      },
      failed(error) {
        clearTimeout(timer);
        job.failed(error);
      },
    };
  }

  return {
    pageAnalyser: (work) =>
      new Promise((done, failed) => {
        if (jobs.length >= waiting) {
          throw apiError('UNAVAILABLE', `${jobs.length} pages are waiting; try again`, {
            headers: { 'retry-after': RETRY_AFTER },
          });
        }
        jobs.push({ work, done, failed });
        pool.wake();
      }),
    async close() {
      const closing = apiError('UNAVAILABLE', 'the server is closing', { headers: { 'retry-after': RETRY_AFTER } });
      for (const { failed } of jobs.splice(0)) failed(closing);
      await pool.end(closing);
    },
  };
}
