import { type Answers, createAnswers, type Encoding } from '../answers.ts';
import type { LexicalScorer } from '../lexical/scorer.ts';
import { contextOf } from '../scoring/inheritance.ts';
import { likeliest } from '../scoring/results.ts';
import { type PairTask, REPLY_LABELS, STANCE_LABELS, type Task } from '../tasks.ts';

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
  readonly probabilities: (task: Task, text: string, target: string) => Float32Array;
  /** Returns the stance of a reply when the comment that it answers is read too: calibrated probabilities in label order. */
  readonly stanceInThread: (reply: ReplyInThread) => Float32Array;
}

/** Makes the predictor of a lexical scorer, and of the encoder behind it where there is one. */
export function createPredictor(lexical: LexicalScorer, encoding: Encoding | null = null): Predictor {
  const answers = createAnswers(lexical, encoding);
  const heads = encoding?.source.manifest.heads;
  return {
    lexical,
    decision: (task) =>
      task === 'toxicity' || heads === undefined ? lexical.head(task) : { ...heads[task], thresholds: null },
    probabilities(task, text, target) {
      if (task !== 'toxicity') return pairProbabilities(answers, task, text, target);
      return lexical.probabilities(task, lexical.score(task, lexical.read(text), null).logits);
    },
    stanceInThread({ text, target, parent }) {
      const [read, readTarget, readParent] = [answers.read(text), answers.read(target), answers.read(parent)];
      const stance = answers.answer('stance', readParent, readTarget, null).probabilities;
      const reply = answers.answer('reply', read, readParent, null).probabilities;
      const context = contextOf(likeliest(STANCE_LABELS, stance, 0), likeliest(REPLY_LABELS, reply, 0));
      return answers.answer('stance', read, readTarget, context).probabilities;
    },
  };
}

const pairProbabilities = (answers: Answers, task: PairTask, text: string, target: string): Float32Array =>
  answers.answer(task, answers.read(text), answers.read(target), null).probabilities;
