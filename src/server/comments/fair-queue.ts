import type { Classification } from '../../schemas.ts';
import { apiError } from '../api-error.ts';
import type { CommentClassifier, CommentGroup } from './group.ts';

/** Seconds after which a client that was turned away may come back. */
const RETRY_AFTER = { headers: { 'retry-after': '5' } };

/** Groups that are taken to be classified, and what to do with the results. */
export interface Slice {
  readonly groups: readonly CommentGroup[];
  /** Takes the classifications of each group. */
  readonly done: (results: readonly (readonly Classification[])[]) => void;
  readonly failed: (error: Error) => void;
}

/** Requests that wait to be classified. */
export interface FairQueue {
  /** Queues a request; resolves once all of its groups are done. */
  readonly add: CommentClassifier;
  /** Returns the next groups, at most so many, or null where nothing waits. */
  readonly take: (most: number) => Slice | null;
  /** Turns away what waits and whatever comes. */
  readonly stop: () => void;
}

interface Request {
  readonly groups: readonly CommentGroup[];
  readonly results: Classification[][];
  /** Groups that were taken, and that are done. */
  taken: number;
  finished: number;
  readonly resolve: (results: readonly Classification[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes a queue that is fair to requests, not to comments: one that asks for a single group goes before all that ask for
 * more, and those take turns, whatever their length.
 *
 * @param maxWaiting groups that may wait; requests above it are turned away
 * @param onAdd called when something waits
 */
export function fairQueue(maxWaiting: number, onAdd: () => void): FairQueue {
  const singles: Request[] = [];
  let batches: Request[] = [];
  let waiting = 0;
  let isStopped = false;

  function leave(request: Request): void {
    waiting -= request.groups.length - request.taken;
    request.taken = request.groups.length;
    batches = batches.filter((other) => other !== request);
  }

  function sliceOf(request: Request, most: number): Slice {
    const from = request.taken;
    const groups = request.groups.slice(from, from + most);
    request.taken += groups.length;
    waiting -= groups.length;
    return {
      groups,
      done(results) {
        for (const [i, result] of results.entries()) request.results[from + i] = [...result];
        request.finished += results.length;
        if (request.finished === request.groups.length) request.resolve(request.results.flat());
      },
      failed(error) {
        leave(request);
        request.reject(error);
      },
    };
  }

  return {
    add: (groups, signal) =>
      new Promise((resolve, reject) => {
        if (groups.length === 0) return resolve([]);
        if (isStopped) return reject(apiError('UNAVAILABLE', 'the server is closing', RETRY_AFTER));
        if (waiting > 0 && waiting + groups.length > maxWaiting)
          return reject(apiError('UNAVAILABLE', `${waiting} comments are waiting; try again`, RETRY_AFTER));
        const request: Request = { groups, results: [], taken: 0, finished: 0, resolve, reject };
        (groups.length === 1 ? singles : batches).push(request);
        waiting += groups.length;
        signal?.addEventListener('abort', () => {
          if (request.taken < groups.length && groups.length > 1) leave(request);
          reject(apiError('CANCELLED', 'the client went away'));
        });
        onAdd();
      }),
    take(most) {
      const single = singles.shift();
      if (single !== undefined) return sliceOf(single, 1);
      const batch = batches.shift();
      if (batch === undefined) return null;
      const slice = sliceOf(batch, most);
      if (batch.taken < batch.groups.length) batches.push(batch);
      return slice;
    },
    stop() {
      isStopped = true;
      const error = () => apiError('UNAVAILABLE', 'the server is closing', RETRY_AFTER);
      for (const request of [...singles.splice(0), ...batches]) {
        leave(request);
        request.reject(error());
      }
    },
  };
}
