// The side of a thread: what a worker of `threadPool` runs.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadMessage } from './pool.ts';
import { threadError } from './thread-error.ts';

/**
 * Answers all work that a pool hands to this thread. What goes wrong with it is sent back, be it the start, and the thread
 * goes on with the next.
 * @param start makes what works of the data that the pool started this thread with
 */
export function answerPool<Data, Work, Answer>(
  start: (data: Data) => Promise<(work: Work) => Answer | Promise<Answer>>,
): void {
  const started = start(workerData as Data);
  // Whoever hands over work is told.
  started.catch(() => {});

  async function messageOf(work: Work): Promise<ThreadMessage<Answer>> {
    try {
      return { answer: await (await started)(work) };
    } catch (error) {
      return { error: threadError(error as Error) };
    }
  }

  parentPort?.on('message', async (work: Work) => parentPort?.postMessage(await messageOf(work)));
}
