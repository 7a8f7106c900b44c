import { type ResourceLimits, Worker } from 'node:worker_threads';
import { errorOf, type ThreadError } from './thread-error.ts';

/** Something for a thread to do, and who waits for what comes of it. */
export interface Job<Work, Answer> {
  readonly work: Work;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/** How the threads of a pool are run. */
export interface ThreadPoolOptions<Work, Answer> {
  /** File that each runs, which calls `answerPool`. */
  readonly file: URL;
  /** Returns what each is started with; asked once, when the first starts. */
  readonly load: () => Promise<unknown>;
  /** How many there are at most. */
  readonly most: number;
  /** Returns what a thread, by its number from 0, is to do next; null where nothing waits. */
  readonly take: (thread: number) => Job<Work, Answer> | null;
  readonly resourceLimits?: ResourceLimits | undefined;
}

/** Threads that each work on one job at a time. They keep the process while they do. */
export interface ThreadPool {
  /** Says that a job waits: a thread that is idle takes it, else one that is started for it, else the next to be done. */
  readonly wake: () => void;
  /** Ends all threads, and fails what they work on with the error. New ones are started when a job waits again. */
  readonly end: (error: Error) => Promise<void>;
}

/** What a thread sends back. */
export type ThreadMessage<Answer> = { readonly answer: Answer } | { readonly error: ThreadError };

interface Thread<Work, Answer> {
  readonly number: number;
  /** Null until it is started, and once it has ended. */
  worker: Worker | null;
  /** What it works on. */
  job: Job<Work, Answer> | null;
}

/**
 * Makes a pool of threads, each started by the first job that finds no other idle, and started anew by the next where it
 * ends.
 */
export function threadPool<Work, Answer>(options: ThreadPoolOptions<Work, Answer>): ThreadPool {
  const { file, load, most, take, resourceLimits } = options;
  const threads = Array.from(
    { length: most },
    (_, number): Thread<Work, Answer> => ({ number, worker: null, job: null }),
  );
  let loaded: Promise<unknown> | null = null;

  function next(thread: Thread<Work, Answer>): void {
    thread.job = take(thread.number);
    if (thread.job === null) return;
    if (thread.worker === null) void start(thread, thread.job);
    else hand(thread.worker, thread.job);
  }

  async function start(thread: Thread<Work, Answer>, job: Job<Work, Answer>): Promise<void> {
    try {
      loaded ??= load();
      const workerData = await loaded;
      // It may have been ended meanwhile, and begun another job.
      if (thread.job !== job) return;
      thread.worker = listenTo(thread, new Worker(file, { workerData, resourceLimits }));
      hand(thread.worker, job);
    } catch (error) {
      // The next thread tries again.
      loaded = null;
      if (thread.job === job) lose(thread, error as Error);
    }
  }

  function listenTo(thread: Thread<Work, Answer>, worker: Worker): Worker {
    // One that was ended may have sent its answer before: it is not the answer to what its successor works on.
    const isCurrent = () => thread.worker === worker;
    worker.on('message', (message: ThreadMessage<Answer>) => {
      if (isCurrent()) settle(thread, message);
    });
    worker.on('error', (error) => {
      if (isCurrent()) lose(thread, error);
    });
    worker.on('exit', (code) => {
      if (isCurrent()) lose(thread, new Error(`a thread ended with exit code ${code}`));
    });
    return worker;
  }

  function settle(thread: Thread<Work, Answer>, message: ThreadMessage<Answer>): void {
    const { job } = thread;
    thread.worker?.unref();
    if ('error' in message) job?.failed(errorOf(message.error));
    else job?.done(message.answer);
    next(thread);
  }

  function lose(thread: Thread<Work, Answer>, error: Error): void {
    void endOne(thread, error);
    wake();
  }

  function wake(): void {
    const idle = threads.filter(({ job }) => job === null);
    const thread = idle.find(({ worker }) => worker !== null) ?? idle[0];
    if (thread !== undefined) next(thread);
  }

  return { wake, end: async (error) => void (await Promise.all(threads.map((thread) => endOne(thread, error)))) };
}

async function endOne<Work, Answer>(thread: Thread<Work, Answer>, error: Error): Promise<void> {
  const { worker, job } = thread;
  [thread.worker, thread.job] = [null, null];
  const ended = worker?.terminate();
  job?.failed(error);
  await ended;
}

function hand<Work, Answer>(worker: Worker, { work }: Job<Work, Answer>): void {
  worker.ref();
  worker.postMessage(work);
}
