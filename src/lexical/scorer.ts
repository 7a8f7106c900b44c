import { toProbabilities } from '../scoring/calibration.ts';
import type { Score, Scorer } from '../scoring/scorer.ts';
import { TASKS, type Task } from '../tasks.ts';
import { encodeTexts } from './features/encode.ts';
import { type ReadText, readText } from './features/read-text.ts';
import { readHead } from './head.ts';
import type { HeadManifest } from './manifest.ts';
import type { Model } from './model.ts';
import { createServedPass, type RunPass } from './network/served/pass.ts';

/** Answers by words: microseconds a question. Every score names the tokens that led to it. */
export interface LexicalScorer extends Scorer<ReadText, LexicalScore> {
  /** The model that it answers by. */
  readonly model: Model;
  /**
   * Returns what the model says of a task's head.
   * @throws BelowTheLineError `invalid-model` when the model has no such head.
   */
  readonly head: (task: Task) => HeadManifest;
  /** Returns calibrated probabilities in label order. */
  readonly probabilities: (task: Task, logits: Float32Array) => Float32Array;
}

/** A score that names its tokens: contributions to the calibrated logit of a label are gradient × input. */
export interface LexicalScore extends Score {
  readonly contributions: (label: number) => Float32Array;
}

/**
 * Makes the scorer of a model, which may lack heads.
 * @throws BelowTheLineError `invalid-model` when a tensor of a head has the wrong size.
 */
export function createLexicalScorer(model: Model): LexicalScorer {
  const tasks = TASKS.filter((task) => model.manifest.heads[task] !== undefined);
  const heads = new Map(tasks.map((task) => [task, readHead(model, task)]));
  const headOf = (task: Task) => heads.get(task) ?? readHead(model, task);
  const passes: Record<Task, RunPass | null> = { toxicity: null, stance: null, reply: null };

  /** A head is served from its first question on: it takes some milliseconds, and some megabytes. */
  function serve(task: Task): RunPass {
    const { network, shape, manifest } = headOf(task);
    const run = createServedPass(network, shape, manifest.calibration.scale);
    passes[task] = run;
    return run;
  }

  return {
    model,
    tasks,
    head: (task) => headOf(task).manifest,
    read: (text) => readText(text, model.vocabulary),
    score: (task, comment, target) => (passes[task] ?? serve(task))(encodeTexts(task, comment, target)),
    probabilities: (task, logits) => toProbabilities(task, logits, headOf(task).manifest.calibration),
  };
}
