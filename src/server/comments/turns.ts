import type { Classifier } from '../../classifier.ts';
import { fairQueue } from './fair-queue.ts';
import { type CommentWorks, classifyGroup } from './group.ts';

/** Milliseconds after which comments let everything else have its turn. */
const MAX_TURN = 2;

/**
 * Makes what classifies comments in the thread that it is called in. One turn is taken at a time, whatever the number of
 * requests: between two of them the runtime reads and answers others.
 *
 * @param maxWaiting comments that may wait
 */
export function commentTurns(classifier: Classifier, maxWaiting: number): CommentWorks {
  let isDue = false;
  const queue = fairQueue(maxWaiting, () => {
    if (isDue && !TIMERS_END_WITH_REQUESTS) return;
    isDue = true;
    later(turn);
  });

  function turn(): void {
    const end = performance.now() + MAX_TURN;
    isDue = false;
    while (performance.now() < end) {
      const slice = queue.take(1);
      if (slice === null) return;
      try {
        slice.done(slice.groups.map((group) => classifyGroup(classifier, group)));
      } catch (error) {
        slice.failed(error as Error);
      }
    }
    isDue = true;
    later(turn);
  }

  return { classify: queue.add, stop: queue.stop };
}

/**
 * Cloudflare's runtime drops the timers of a request once that is answered. So each brings its own: one that trusted in the
 * turn of another would wait for ever.
 */
const TIMERS_END_WITH_REQUESTS = globalThis.navigator?.userAgent === 'Cloudflare-Workers';

/** Node's timers run all that are due before anything is read; its immediates run once, and then it reads. */
const { setImmediate = null } = globalThis as { setImmediate?: (callback: () => void) => void };
const later = (callback: () => void): void => void (setImmediate ?? setTimeout)(callback);
