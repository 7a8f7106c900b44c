import { Worker } from 'node:worker_threads';
import { locationIn, readPart } from '../artifact/files.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import type { AllModelFiles } from '../artifact/model-reader.ts';
import {
  type LoadOptions,
  loadClassifier,
  loadEncoderFile,
  loadWeightsFile,
  type ScorerOptions,
} from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { ownFolder } from '../own-model.ts';
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

/** A batch that waits for a thread, and who waits for what comes of it. */
interface Task {
  readonly batch: Batch;
  readonly resolve: (result: BatchResult) => void;
  readonly reject: (error: Error) => void;
}

async function startThreads(threads: number, options: ScorerOptions): Promise<Workers> {
  const workerData = { ...options, model: await readShared(options) } satisfies LoadOptions;
  const tasks: Task[] = [];
  let broken: Error | null = null;
  const fail = (error: Error) => {
    broken = error;
    for (const { reject } of tasks.splice(0)) reject(error);
  };
  const started = Array.from({ length: threads }, () => startThread(workerData, tasks, fail));
  return {
    work: (batch) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken);
        tasks.push({ batch, resolve, reject });
        started.find(({ isIdle }) => isIdle())?.next();
      }),
    most: threads * BATCHES_PER_THREAD,
    close: async () => void (await Promise.all(started.map(({ end }) => end()))),
  };
}

/**
 * Starts a thread that works on the first of the tasks once it is told to, and then on the next.
 * @param fail is told when the thread broke down
 */
function startThread(workerData: LoadOptions, tasks: Task[], fail: (error: Error) => void) {
  // A built file, by the name that package.json gives it.
  const worker = new Worker(new URL(import.meta.resolve('#classify-worker')), {
    workerData,
    // Room for what one batch makes and drops: it is cleared away less often.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  let task: Task | undefined;
  const next = () => {
    task = tasks.shift();
    if (task !== undefined) worker.postMessage(task.batch);
  };
  worker.on('message', (result: BatchResult | Failure) => {
    if ('code' in result) task?.reject(new BelowTheLineError(result.code, result.message));
    else task?.resolve(result);
    next();
  });
  worker.on('error', (error: Error) => {
    task?.reject(error);
    fail(error);
  });
  return { isIdle: () => task === undefined, next, end: () => worker.terminate() };
}

/** Reads the files of a model once, into memory that threads share. */
async function readShared(options: ScorerOptions): Promise<AllModelFiles> {
  const model = options.model ?? ownFolder();
  const [manifest, weights, file] = await Promise.all([
    readPart(locationIn(model, MANIFEST_FILE)),
    loadWeightsFile(model),
    options.encoder === 'never' ? null : loadEncoderFile(model),
  ]);
  return { manifest, weights: shared(weights), ...(file === null ? {} : { encoder: shared(file.bytes) }) };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
