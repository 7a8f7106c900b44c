import { aligned, readTensors } from '../../artifact/tensors.ts';
import type { Example } from '../../dataset/rows/examples.ts';
import { type LinearHeads, readHeads } from '../../encoder/heads.ts';
import { type EncoderModel, parseEncoder } from '../../encoder/model.ts';
import { createEncoderScorer } from '../../encoder/scorer.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { type OnRow, type Prediction, predictAsServed } from '../../evaluate/predictions.ts';
import { createPredictor, type Decision, type Predictor } from '../../evaluate/predictor.ts';
import { remembering } from '../../evaluate/remembering.ts';
import type { Model } from '../../lexical/model.ts';
import { createLexicalScorer } from '../../lexical/scorer.ts';
import { TASKS, type Task } from '../../tasks.ts';

/** A whole model: both scorers, as they are served together. */
export interface Candidate {
  readonly model: Model;
  /** Null for a model without one. */
  readonly encoder: EncoderFile | null;
}

/** Measures candidates that share one encoder below their heads: what it reads, it reads once for all of them. */
export interface Measure {
  /** The encoder, each input of which is read once; null where the models have none. */
  readonly encoder: EncoderModel | null;
  readonly decision: (candidate: Candidate, task: Task) => Decision;
  /** Returns predictions of rows by the pass that is served. */
  readonly predict: (candidate: Candidate, task: Task, rows: readonly Example[]) => Prediction[];
}

/** Makes what measures a model and those that are learnt on from it. */
export function createMeasure(base: Candidate, onRow?: OnRow): Measure {
  const encoder = base.encoder === null ? null : remembering(parseEncoder(base.encoder.manifest, base.encoder.bytes));
  const predictorOf = ({ model, encoder: file }: Candidate): Predictor => {
    const lexical = createLexicalScorer(model);
    if (file === null || encoder === null) return createPredictor(lexical);
    const scorer = createEncoderScorer({ ...encoder, manifest: file.manifest, heads: headsOf(file) });
    return createPredictor(lexical, {
      source: { manifest: file.manifest, sha256: file.manifest.file.sha256, open: () => scorer },
      use: 'auto',
    });
  };
  return {
    encoder,
    decision: (candidate, task) => predictorOf(candidate).decision(task),
    predict: (candidate, task, rows) => predictAsServed(predictorOf(candidate), task, rows, onRow),
  };
}

/** Returns the heads of an encoder's file, which stand apart from all that is below them. */
export function headsOf({ manifest, bytes }: EncoderFile): LinearHeads {
  const entries = Object.entries(manifest.tensors).filter(([name]) =>
    TASKS.some((task) => name.startsWith(`${task}.`)),
  );
  return readHeads(readTensors(Object.fromEntries(entries), aligned(bytes)), manifest.shape.width);
}
