import { Worker } from 'node:worker_threads';
import type { ScorerOptions } from '../../classifier.ts';
import type { Classification } from '../../schemas.ts';
import { fairQueue, type Slice } from '../comments/fair-queue.ts';
import type { CommentWorks } from '../comments/group.ts';
import { errorOf, type WorkerError } from './worker-error.ts';

/** How the threads that classify comments are run. */
export interface ClassifierPoolOptions extends Partial<ScorerOptions> {
  /** How many there are. */
  readonly threads: number;
  /** Comments that may wait; requests above it are turned away. */
  readonly waiting: number;
}

/** Threads that classify comments. */
export interface ClassifierPool extends CommentWorks {
  /**
   * Starts all threads, and resolves once each has classified something: whoever came first would wait for that.
   * @throws BelowTheLineError as `loadClassifier` does
   */
  readonly warm: () => Promise<void>;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
}

/** What a thread sends back. */
export type Classified =
  | { readonly results: readonly (readonly Classification[])[]; readonly milliseconds: number }
  | { readonly error: WorkerError };

/** Milliseconds that a thread is given work for at a time: so long may a single comment wait behind it. */
const SLICE = 8;
/** Groups of a slice at most, however quick they are. */
const MAX_GROUPS = 256;

/** What a thread is begun with: with a target, both scorers are asked. */
const WARMING = { texts: ['A word about the bridge.'], target: 'the bridge' };

interface Thread {
  readonly worker: Worker;
  /** What it works on. */
  slice: Slice | null;
  /** Milliseconds of a group, as the last ones took. */
  pace: number;
}

/**
 * Makes threads that classify comments, a single one before those of a batch. Each reads the model itself, is started by
 * the first work that finds no other idle, and is started anew where it ends.
 */
export function classifierPool({ threads: most, waiting, model, encoder }: ClassifierPoolOptions): ClassifierPool {
  const threads: Thread[] = [];
  const queue = fairQueue(waiting, () => {
    const idle = threads.find(({ slice }) => slice === null) ?? (threads.length < most ? start() : undefined);
    if (idle !== undefined) next(idle);
  });

  function start(): Thread {
    const worker = new Worker(new URL(import.meta.resolve('#classifier-worker')), {
      workerData: { model, encoder } satisfies ScorerOptions,
    });
    worker.unref();
    const thread: Thread = { worker, slice: null, pace: SLICE };
    worker.on('message', (message: Classified) => {
      const { slice } = thread;
      thread.slice = null;
      if ('error' in message) slice?.failed(errorOf(message.error));
      else {
        thread.pace = message.milliseconds / Math.max(1, message.results.length);
        slice?.done(message.results);
      }
      next(thread);
    });
    worker.on('error', (error) => {
      threads.splice(threads.indexOf(thread), 1);
      thread.slice?.failed(error);
      const waits = queue.take(1);
      if (waits !== null) give(start(), waits);
    });
    threads.push(thread);
    return thread;
  }

  function next(thread: Thread): void {
    const most = Math.min(MAX_GROUPS, Math.max(1, Math.floor(SLICE / Math.max(thread.pace, 0.01))));
    const slice = queue.take(most);
    if (slice !== null) give(thread, slice);
  }

  function give(thread: Thread, slice: Slice): void {
    thread.slice = slice;
    thread.worker.postMessage(slice.groups);
  }

  const warmed = () =>
    new Promise<void>((resolve, failed) => give(start(), { groups: [WARMING], done: () => resolve(), failed }));

  return {
    classify: queue.add,
    warm: async () => {
      await Promise.all(Array.from({ length: most - threads.length }, warmed));
    },
    stop: queue.stop,
    async close() {
      queue.stop();
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
