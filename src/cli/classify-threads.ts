import { readPart } from '../artifact/files.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import type { AllModelFiles } from '../artifact/model-reader.ts';
import { type LoadOptions, loadClassifier, loadEncoderFile, OWN_MODEL, type ScorerOptions } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { WEIGHTS_FILE } from '../lexical/manifest.ts';
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

async function startThreads(threads: number, options: ScorerOptions): Promise<Workers> {
  const { Piscina } = await import('piscina');
  const workerData = { ...options, model: await readShared(options) } satisfies LoadOptions;
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

/** Reads the files of a model once, into memory that threads share. */
async function readShared(options: ScorerOptions): Promise<AllModelFiles> {
  const model = options.model ?? OWN_MODEL;
  const [manifest, weights, file] = await Promise.all([
    readPart(model, MANIFEST_FILE),
    readPart(model, WEIGHTS_FILE),
    options.encoder === 'never' ? null : loadEncoderFile(model),
  ]);
  return { manifest, weights: shared(weights), ...(file === null ? {} : { encoder: shared(file.bytes) }) };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
