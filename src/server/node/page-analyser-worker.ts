// The thread of a page analyser.
import { parentPort, workerData } from 'node:worker_threads';
import { loadClassifier, type ScorerOptions } from '../../classifier.ts';
import { BelowTheLineError } from '../../errors.ts';
import { createPageAnalyser, type PageRequest } from '../page-analyser.ts';
import type { WorkerError, WorkerMessage } from './page-analyser.ts';

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

function workerError(error: Error): WorkerError {
  const { message, stack } = error;
  return { code: error instanceof BelowTheLineError ? error.code : null, message, stack };
}
