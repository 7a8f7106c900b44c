import type { Classification } from '../../schemas.ts';
import { type Job, threadPool } from '../../threads/pool.ts';
import { shareModel, type ThreadLoadOptions } from '../../threads/shared-model.ts';
import { fairQueue } from '../comments/fair-queue.ts';
import type { CommentGroup, CommentWorks } from '../comments/group.ts';

/** How the threads that classify comments are run. */
export interface ClassifierPoolOptions extends ThreadLoadOptions {
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

/** What a thread answers. */
export interface Classified {
  readonly results: readonly (readonly Classification[])[];
  readonly milliseconds: number;
}

/** Milliseconds that a thread is given work for at a time: so long may a single comment wait behind it. */
const SLICE = 8;
/** Groups of a slice at most, however quick they are. */
const MAX_GROUPS = 256;

/** What a thread is begun with: with a target, both scorers are asked. */
const WARMING = { texts: ['A word about the bridge.'], target: 'the bridge' };

/**
 * Makes threads that classify comments, a single one before those of a batch. All load the model from one copy of its
 * files in memory.
 */
export function classifierPool({ threads, waiting, model, encoder }: ClassifierPoolOptions): ClassifierPool {
  const warmings: Job<readonly CommentGroup[], Classified>[] = [];
  const queue = fairQueue(waiting, () => pool.wake());
  /** Milliseconds of a group, as the last ones of each thread took. */
  const paces = new Array<number>(threads).fill(SLICE);

  const pool = threadPool<readonly CommentGroup[], Classified>({
    file: new URL(import.meta.resolve('#classifier-worker')),
    load: () => shareModel({ model, encoder }),
    most: threads,
    take: (thread) => warmings.shift() ?? sliceFor(thread),
  });

  function sliceFor(thread: number): Job<readonly CommentGroup[], Classified> | null {
    const most = Math.min(MAX_GROUPS, Math.max(1, Math.floor(SLICE / Math.max(paces[thread]!, 0.01))));
    const slice = queue.take(most);
    if (slice === null) return null;
    return {
      work: slice.groups,
      done({ results, milliseconds }) {
        paces[thread] = milliseconds / Math.max(1, results.length);
        slice.done(results);
      },
      failed: slice.failed,
    };
  }

  const warmed = () =>
    new Promise<void>((resolve, failed) => {
      warmings.push({ work: [WARMING], done: () => resolve(), failed });
      pool.wake();
    });

  return {
    classify: queue.add,
    warm: async () => void (await Promise.all(Array.from({ length: threads }, warmed))),
    stop: queue.stop,
    async close() {
      queue.stop();
      await pool.end(new Error('the threads that classify comments were ended'));
    },
  };
}
