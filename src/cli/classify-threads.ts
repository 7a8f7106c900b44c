import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { type Batch, type BatchResult, classifyBatch } from './classify-batch.ts';
import type { Failure } from './classify-worker.ts';

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

async function startThreads(threads: number, workerData: ScorerOptions): Promise<Workers> {
  const { Piscina } = await import('piscina');
  // A built file, by the name that package.json gives it.
  const filename = import.meta.resolve('#classify-worker');
  const pool = new Piscina({
    ...{ filename, workerData, minThreads: threads, maxThreads: threads },
    // Room for what one batch makes and drops: it is cleared away less often.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  return {
    work: async (batch) => {
      const result: BatchResult | Failure = await pool.run(batch);
      if ('code' in result) throw new BelowTheLineError(result.code, result.message);
      return result;
    },
    most: threads * BATCHES_PER_THREAD,
    close: () => pool.destroy(),
  };
}
