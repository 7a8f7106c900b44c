import { loadModel } from '../classifier.ts';
import { loadEncoder } from '../encoder/model.ts';
import { createLexicalScorer } from '../lexical/scorer.ts';
import type { PairTask } from '../tasks.ts';
import { loadBackend, saveEncoder, trainEncoderHead } from '../train/index.ts';
import { say, sayBadRows } from './io.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { rowCounter } from './row-counter.ts';
import { nextVersion, stopOnInterrupt } from './training.ts';

interface Options {
  readonly encoderModel?: string;
  readonly data: readonly string[];
  readonly dev?: readonly string[];
  readonly out: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly force?: boolean;
}

/** Learns a head of the encoder on from the one it has, with the encoder as it is, and writes the whole model. */
export async function retrainEncoder(task: PairTask, options: Options): Promise<void> {
  const { encoderModel, data, dev, out, seed = 1, epochs, force } = options;
  const backend = await loadBackend();
  const model = await loadEncoder({ encoderModel });
  say(`training with ${backend.name} on what ${model.encoder.runtime} reads`);
  const version = nextVersion(model.manifest.version);
  const stop = stopOnInterrupt();
  const hooks = { signal: stop.signal, onRow: rowCounter() };
  const trained = await trainEncoderHead(backend, model, createLexicalScorer(await loadModel()), task, {
    ...{ data, dev, version, seed, epochs, force },
    ...hooks,
  }).finally(stop.release);
  sayBadRows(trained.data.badRows);
  say(renderEvaluation(trained.evaluation, trained.before));
  await saveEncoder(trained, model, out);
  say(`wrote ${out} (version ${version}, heads.json sha256 ${trained.manifest.files['heads.json'].sha256})`);
}
