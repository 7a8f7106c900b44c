// What a worker thread of `btl classify --threads` runs: its own classifier, a batch at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { type LoadOptions, loadClassifier } from '../classifier.ts';
import { BelowTheLineError, type ErrorCode } from '../errors.ts';
import { type Batch, type BatchResult, classifyBatch } from './classify-batch.ts';

/** Errors lose their code on their way between threads. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

const classifier = loadClassifier(workerData as LoadOptions);
classifier.catch(() => {});

parentPort?.on('message', async (batch: Batch) => {
  parentPort?.postMessage(await work(batch));
});

/** Classifies a batch; what goes wrong is returned, not thrown. */
async function work(batch: Batch): Promise<BatchResult | Failure> {
  try {
    return await classifyBatch(await classifier, batch);
  } catch (error) {
    if (error instanceof BelowTheLineError) return { code: error.code, message: error.message };
    throw error;
  }
}
