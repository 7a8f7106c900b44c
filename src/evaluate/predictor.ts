import type { EncoderScorer } from '../encoder/scorer.ts';
import type { LexicalScorer } from '../lexical/scorer.ts';
import { type EncoderUse, isUnsure } from '../scoring/encoder-use.ts';
import { contextOf, inherit } from '../scoring/inheritance.ts';
import { pool } from '../scoring/pool.ts';
import { likeliest } from '../scoring/results.ts';
import { type PairTask, REPLY_LABELS, STANCE_LABELS, TASK_LABELS, type Task } from '../tasks.ts';

/** Where the predictions of a task become decisions. */
export interface Decision {
  readonly labels: readonly string[];
  /** Toxicity: the score from which each attribute is a label; null for 0.5. */
  readonly thresholds: readonly number[] | null;
  /** Stance and reply: the highest probability below which an answer is little better than a guess. */
  readonly abstainBelow: number | null;
}

/** A comment that answers another, and what both are about. */
export interface ReplyInThread {
  readonly text: string;
  readonly target: string;
  readonly parent: string;
}

/** Predicts labels by the pass that is served, whichever scorers it takes. */
export interface Predictor {
  /** Names the tokens of spans of toxicity. */
  readonly lexical: LexicalScorer;
  /**
   * Returns where the predictions of a task become decisions.
   * @throws BelowTheLineError `invalid-model` when the model lacks the head.
   */
  readonly decision: (task: Task) => Decision;
  /**
   * Returns calibrated probabilities in label order, of a comment by its own text and its target or parent.
   * @param target empty for toxicity
   */
  readonly probabilities: (task: Task, text: string, target: string) => Float32Array | Promise<Float32Array>;
  /**
   * Returns the stance of a reply when the comment that it answers is read too: calibrated probabilities in label order.
   * @param own those by its own text
   */
  readonly stanceInThread: (reply: ReplyInThread, own: Float32Array) => Float32Array | Promise<Float32Array>;
  /** Rows that are worth having under way at a time. */
  readonly concurrency: number;
}

/** A predictor that answers at once. */
interface LexicalPredictor extends Predictor {
  readonly probabilities: (task: Task, text: string, target: string) => Float32Array;
  readonly stanceInThread: (reply: ReplyInThread, own: Float32Array) => Float32Array;
}

/** Makes the predictor of the lexical scorer alone. */
export function lexicalPredictor(lexical: LexicalScorer): LexicalPredictor {
  const probabilities = (task: Task, text: string, target: string) => {
    const { logits } = lexical.score(task, lexical.read(text), task === 'toxicity' ? null : lexical.read(target));
    return lexical.probabilities(task, logits);
  };
  return {
    lexical,
    decision: lexical.head,
    concurrency: 1,
    probabilities,
    stanceInThread: ({ text, target, parent }, own) =>
      inThread(lexical, text, own, probabilities('stance', parent, target), probabilities('reply', text, parent)),
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

  const isAsked = (task: PairTask, draft: Float32Array) => {
    if (use === 'always') return true;
    const labels: readonly string[] = TASK_LABELS[task];
    return isUnsure(likeliest(labels, draft, lexical.head(task).abstainBelow ?? 0), manifest.heads[task].askBelow);
  };

  async function ask(task: PairTask, text: string, target: string, first: Float32Array): Promise<Float32Array> {
    const { logits } = await encoder.score(task, encoder.read(text), encoder.read(target));
    return pool(first, logits, manifest.heads[task]);
  }

  async function probabilities(task: Task, text: string, target: string): Promise<Float32Array> {
    const first = alone.probabilities(task, text, target);
    return task === 'toxicity' || !isAsked(task, first) ? first : ask(task, text, target, first);
  }

  async function stanceInThread(reply: ReplyInThread, own: Float32Array): Promise<Float32Array> {
    const { text, target, parent } = reply;
    const first = alone.probabilities('stance', text, target);
    // Asked is by what the lexical scorer says in the thread, which may be surer or less sure than what it says alone.
    const draft = alone.stanceInThread(reply, first);
    if (!isAsked('stance', draft)) return draft;
    const both = isAsked('stance', first) ? own : await ask('stance', text, target, first);
    const stance = await probabilities('stance', parent, target);
    return inThread(lexical, text, both, stance, await probabilities('reply', text, parent));
  }

  return {
    lexical,
    decision: (task) => (task === 'toxicity' ? alone.decision(task) : { ...manifest.heads[task], thresholds: null }),
    concurrency: 2 * runtime.concurrency,
    probabilities,
    stanceInThread,
  };
}

/** Returns a reply's stance with what it inherits of the comment that it answers. */
function inThread(
  lexical: LexicalScorer,
  text: string,
  own: Float32Array,
  parent: Float32Array,
  reply: Float32Array,
): Float32Array {
  const context = contextOf(likeliest(STANCE_LABELS, parent, 0), likeliest(REPLY_LABELS, reply, 0));
  return inherit(own, context, lexical.read(text).terms.length);
}
