import type { EncoderScorer } from '../encoder/scorer.ts';
import type { LexicalScorer } from '../lexical/scorer.ts';
import { type EncoderUse, isUnsure } from '../scoring/cascade.ts';
import { pool } from '../scoring/pool.ts';
import { likeliest } from '../scoring/results.ts';
import { TASK_LABELS, type Task } from '../tasks.ts';

/** Where the predictions of a task become decisions. */
export interface Decision {
  readonly labels: readonly string[];
  /** Toxicity: the score from which each attribute is a label; null for 0.5. */
  readonly thresholds: readonly number[] | null;
  /** Stance and reply: the highest probability below which an answer is little better than a guess. */
  readonly abstainBelow: number | null;
}

/** Predicts labels by the pass that is served, whichever scorers it takes. */
export interface Predictor {
  /** Names the tokens of spans of toxicity, and counts tokens. */
  readonly lexical: LexicalScorer;
  readonly decision: (task: Task) => Decision;
  /**
   * Returns calibrated probabilities in label order, of a comment by its own text and its target or parent.
   * @param target empty for toxicity
   */
  readonly probabilities: (task: Task, text: string, target: string) => Float32Array | Promise<Float32Array>;
  /** Rows that are worth having under way at a time. */
  readonly concurrency: number;
}

/** Makes the predictor of the lexical scorer alone. */
export function lexicalPredictor(lexical: LexicalScorer): Predictor {
  return {
    lexical,
    decision: lexical.head,
    concurrency: 1,
    probabilities(task, text, target) {
      const { logits } = lexical.score(task, lexical.read(text), task === 'toxicity' ? null : lexical.read(target));
      return lexical.probabilities(task, logits);
    },
  };
}

/** Makes the predictor of both scorers: the encoder is asked where `use` says so, and pooled with the lexical scorer. */
export function cascadePredictor(
  lexical: LexicalScorer,
  encoder: EncoderScorer,
  use: Exclude<EncoderUse, 'never'>,
): Predictor {
  const alone = lexicalPredictor(lexical);
  const { manifest, encoder: runtime } = encoder.model;
  return {
    lexical,
    decision: (task) => (task === 'toxicity' ? alone.decision(task) : { ...manifest.heads[task], thresholds: null }),
    concurrency: 2 * runtime.concurrency,
    async probabilities(task, text, target) {
      const first = await alone.probabilities(task, text, target);
      if (task === 'toxicity') return first;
      const labels: readonly string[] = TASK_LABELS[task];
      const draft = likeliest(labels, first, lexical.head(task).abstainBelow ?? 0);
      if (use === 'auto' && !isUnsure(draft, manifest.heads[task].askBelow)) return first;
      const { logits } = await encoder.score(task, encoder.read(text), encoder.read(target));
      return pool(first, logits, manifest.heads[task]);
    },
  };
}
