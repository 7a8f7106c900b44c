import { loadEncoderFile, loadModel } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { createLexicalScorer } from '../lexical/scorer.ts';
import type { Task } from '../tasks.ts';
import { loadBackend, saveModel, trainEncoderHead } from '../train/index.ts';
import { say, sayBadRows } from './io.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { rowCounter } from './row-counter.ts';
import { nextVersion, stopOnInterrupt } from './training.ts';

interface Options {
  readonly base?: string;
  readonly data: readonly string[];
  readonly dev?: readonly string[];
  readonly out: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly force?: boolean;
}

/** Learns a head of a model's encoder on from the one it has, with the encoder as it is, and writes the whole model. */
export async function retrainEncoder(task: Task, options: Options): Promise<void> {
  const { base, data, dev, out, seed = 1, epochs, force } = options;
  const backend = await loadBackend();
  const model = await loadModel(base);
  const file = await loadEncoderFile(base);
  if (file === null) throw new BelowTheLineError('invalid-model', `${base ?? 'the model'} has no encoder to train`);
  say(`training with ${backend.name}`);
  const version = nextVersion(model.manifest.version);
  const stop = stopOnInterrupt();
  const trained = await trainEncoderHead(backend, file, createLexicalScorer(model), task, {
    ...{ data, dev, seed, epochs, force },
    ...{ signal: stop.signal, onRow: rowCounter() },
  }).finally(stop.release);
  sayBadRows(trained.data.badRows);
  say(renderEvaluation(trained.evaluation, trained.before));
  await saveModel({ ...model, manifest: { ...model.manifest, version } }, trained.encoder, out);
  say(`wrote ${out} (version ${version}, encoder sha256 ${trained.encoder.manifest.file.sha256})`);
}
