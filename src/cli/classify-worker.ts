// What a worker thread of `btl classify --threads` runs: its own classifier, a batch at a time.
import { type LoadOptions, loadClassifier } from '../classifier.ts';
import { answerPool } from '../threads/worker.ts';
import { type Batch, classifyBatch } from './classify-batch.ts';

answerPool(async (options: LoadOptions) => {
  const classifier = await loadClassifier(options);
  return (batch: Batch) => classifyBatch(classifier, batch);
});
