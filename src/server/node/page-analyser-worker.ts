// The thread of a page analyser.
import { parentPort, workerData } from 'node:worker_threads';
import { loadClassifier, type ScorerOptions } from '../../classifier.ts';
import { createPageAnalyser, type PageRequest } from '../page-analyser.ts';
import type { WorkerMessage } from './page-analyser.ts';
import { workerError } from './worker-error.ts';

const pageAnalyser = loadClassifier(workerData as ScorerOptions).then(createPageAnalyser);

parentPort?.on('message', async (request: PageRequest) => {
  parentPort?.postMessage(await respond(request));
});

async function respond(request: PageRequest): Promise<WorkerMessage> {
  try {
    return { response: await (await pageAnalyser)(request) };
  } catch (error) {
    return { error: workerError(error as Error) };
  }
}
