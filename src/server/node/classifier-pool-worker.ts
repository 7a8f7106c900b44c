// A thread that classifies comments.
import { parentPort, workerData } from 'node:worker_threads';
import { loadClassifier, type ScorerOptions } from '../../classifier.ts';
import { type CommentGroup, classifyGroup } from '../comments/group.ts';
import type { Classified } from './classifier-pool.ts';
import { workerError } from './worker-error.ts';

const classifier = loadClassifier({ ...(workerData as ScorerOptions), eager: true });

parentPort?.on('message', async (groups: readonly CommentGroup[]) => {
  parentPort?.postMessage(await classified(groups));
});

async function classified(groups: readonly CommentGroup[]): Promise<Classified> {
  try {
    const ready = await classifier;
    const started = performance.now();
    const results = groups.map((group) => classifyGroup(ready, group));
    return { results, milliseconds: performance.now() - started };
  } catch (error) {
    return { error: workerError(error as Error) };
  }
}
