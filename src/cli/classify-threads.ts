import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { type Job, threadPool } from '../threads/pool.ts';
import { shareModel } from '../threads/shared-model.ts';
import { type Batch, type BatchResult, classifyBatch } from './classify-batch.ts';

/** Two a thread: one to work on and one that is ready. */
const BATCHES_PER_THREAD = 2;

/** What classifies batches: this thread, or others. */
export interface Workers {
  readonly work: (batch: Batch) => Promise<BatchResult>;
  /** Batches that may be on their way at once. */
  readonly most: number;
  readonly close: () => Promise<void>;
}

/** Classifies on this thread, or on as many others as there should be. */
export async function startWorkers(threads: number, options: ScorerOptions): Promise<Workers> {
  if (threads > 1) return startThreads(threads, options);
  const classifier = await loadClassifier(options);
  return { work: async (batch) => classifyBatch(classifier, batch), most: 1, close: async () => {} };
}

async function startThreads(threads: number, options: ScorerOptions): Promise<Workers> {
  const shared = await shareModel(options);
  const jobs: Job<Batch, BatchResult>[] = [];
  const pool = threadPool({
    // A built file, by the name that package.json gives it.
    file: new URL(import.meta.resolve('#classify-worker')),
    load: async () => shared,
    most: threads,
    take: () => jobs.shift() ?? null,
    // Room for what one batch makes and drops: it is cleared away less often.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  return {
    work: (work) =>
      new Promise((done, failed) => {
        jobs.push({ work, done, failed });
        pool.wake();
      }),
    most: threads * BATCHES_PER_THREAD,
    close: () => pool.end(new Error('no more batches are classified')),
  };
}
