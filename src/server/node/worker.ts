import { parentPort, workerData } from 'node:worker_threads';
import { loadClassifier } from '../../classifier.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type AnalystRequest, analystHere } from '../analyst.ts';

const { model } = workerData as { readonly model?: string };
const analyst = loadClassifier(model === undefined ? {} : { model }).then(analystHere);

parentPort?.on('message', async (request: AnalystRequest) => {
  try {
    parentPort?.postMessage({ answer: await (await analyst)(request) });
  } catch (error) {
    const { code, message, stack } = error as BelowTheLineError;
    parentPort?.postMessage({ error: { code: error instanceof BelowTheLineError ? code : null, message, stack } });
  }
});
