import { loadEncoderFile, loadModel } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { withVersion } from '../lexical/model.ts';
import { createLexicalScorer } from '../lexical/scorer.ts';
import type { Task } from '../tasks.ts';
import { loadBackend, saveModel, trainEncoderHead } from '../train/index.ts';
import { say, sayBadRows } from './io.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { rowCounter } from './row-counter.ts';
import { curvePlotter, nextVersion, sayReport, stopOnInterrupt } from './training.ts';

interface Options {
  readonly base?: string;
  readonly data: readonly string[];
  readonly dev?: readonly string[];
  readonly calibrate?: readonly string[];
  readonly out: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly plot?: string;
  readonly force?: boolean;
}

/** Learns a head of a model's encoder on from the one it has, with the encoder as it is, and writes the whole model. */
export async function retrainEncoder(task: Task, options: Options): Promise<void> {
  const { base, data, dev, calibrate, out, seed = 1, epochs, plot, force } = options;
  const backend = await loadBackend();
  const model = await loadModel(base);
  const encoder = await loadEncoderFile(base);
  if (encoder === null) throw new BelowTheLineError('invalid-model', `${base ?? 'the model'} has no encoder to train`);
  say(`training with ${backend.name}`);
  const draw = await curvePlotter(plot);
  const version = nextVersion(model.manifest.version);
  const stop = stopOnInterrupt();
  const trained = await trainEncoderHead(backend, encoder, createLexicalScorer(model), task, {
    ...{ data, dev, calibrate, seed, epochs, force },
    ...{ signal: stop.signal, onRow: rowCounter(), onData: ({ badRows }) => sayBadRows(badRows) },
  }).finally(stop.release);
  say(renderEvaluation(trained.evaluation, trained.before));
  const made = { model: await withVersion(trained.model, version), encoder: trained.encoder };
  await sayReport(task, trained.report, { base: { model, encoder }, made, data: trained.data }, draw);
  await saveModel(made.model, made.encoder, out);
  say(`wrote ${out} (version ${version}, encoder sha256 ${trained.encoder.manifest.file.sha256})`);
}
