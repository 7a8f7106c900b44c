import { loadClassifier } from '../classifier.ts';
import { loadContextualModel } from '../contextual/index.ts';
import { loadBackend, saveContextual, trainContextual } from '../train/index.ts';
import { say, sayBadRows } from './io.ts';
import { pairCounter } from './pair-counter.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { nextVersion, stopOnInterrupt } from './training.ts';

interface Options {
  readonly folder: string | undefined;
  readonly data: readonly string[];
  readonly dev?: readonly string[];
  readonly out: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly force?: boolean;
}

/** Learns a head of the contextual model on from the one it has, and writes the whole model. */
export async function retrainContextual(head: 'stance' | 'reply', options: Options): Promise<void> {
  const { folder, data, dev, out, seed = 1, epochs, force } = options;
  const backend = await loadBackend();
  const model = await loadContextualModel({ model: folder });
  say(`training with ${backend.name} on what ${model.encoder.runtime} reads`);
  const version = nextVersion(model.manifest.version);
  const stop = stopOnInterrupt();
  const hooks = { signal: stop.signal, onPair: pairCounter() };
  const trained = await trainContextual(backend, model, await loadClassifier(), head, {
    ...{ data, dev, version, seed, epochs, force },
    ...hooks,
  }).finally(stop.release);
  sayBadRows(trained.data.badRows);
  say(renderEvaluation(trained.evaluation, trained.before));
  await saveContextual(trained, model, out);
  say(`wrote ${out} (version ${version}, heads.json sha256 ${trained.manifest.files['heads.json'].sha256})`);
}
