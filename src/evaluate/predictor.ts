import { type Answers, createAnswers, type Encoding } from '../answers.ts';
import type { EncoderManifest } from '../encoder/manifest.ts';
import type { LexicalScorer } from '../lexical/scorer.ts';
import type { Span } from '../schemas.ts';
import { contextOf } from '../scoring/inheritance.ts';
import { likeliest } from '../scoring/results.ts';
import { type PairTask, REPLY_LABELS, STANCE_LABELS, type Task, TOXICITY_ATTRIBUTES } from '../tasks.ts';

/** Where the predictions of a task become decisions. */
export interface Decision {
  readonly labels: readonly string[];
  /** Toxicity: the score from which each attribute is a label; null for 0.5. */
  readonly thresholds: readonly number[] | null;
  /** Stance and reply: the highest probability below which an answer is little better than a guess. */
  readonly abstainBelow: number | null;
}

/** A comment and its target with what a person sees beside them. */
export interface CommentInThread {
  readonly text: string;
  readonly target: string;
  /** The comment that it answers. */
  readonly parent?: string | undefined;
  /** The headline of the article. */
  readonly headline?: string | undefined;
}

/** Predicts labels by the pass that is served, whichever scorers it takes. */
export interface Predictor {
  /** Returns the spans of a comment's toxicity. */
  readonly toxicSpans: (text: string) => readonly Span[];
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
  /** Returns the stance of a comment read with its headline and what it answers: calibrated probabilities in label order. */
  readonly stanceInThread: (comment: CommentInThread) => Float32Array;
}

/** Makes the predictor of a lexical scorer, and of the encoder behind it where there is one. */
export function createPredictor(lexical: LexicalScorer, encoding: Encoding | null = null): Predictor {
  const answers = createAnswers(lexical, encoding);
  const heads = encoding?.source.manifest.heads;
  return {
    toxicSpans: (text) => answers.toxicity(answers.read(text)).spans,
    decision: (task) => decisionOf(lexical, heads, task),
    probabilities(task, text, target) {
      if (task !== 'toxicity') return pairProbabilities(answers, task, text, target);
      const { scores } = answers.toxicity(answers.read(text));
      return Float32Array.from(TOXICITY_ATTRIBUTES, (attribute) => scores[attribute]);
    },
    stanceInThread({ text, target, parent, headline }) {
      const [read, readTarget] = [answers.read(text), answers.read(target)];
      const article = headline === undefined ? null : answers.read(headline);
      if (parent === undefined)
        return answers.answer('stance', read, readTarget, { beside: { article } }).probabilities;
      const above = answers.read(parent);
      const stance = answers.answer('stance', above, readTarget, { beside: { article } }).probabilities;
      const reply = answers.answer('reply', read, above).probabilities;
      const inherited = contextOf(likeliest(STANCE_LABELS, stance, 0), likeliest(REPLY_LABELS, reply, 0));
      return answers.answer('stance', read, readTarget, { inherited, beside: { parent: above, article } })
        .probabilities;
    },
  };
}

function decisionOf(lexical: LexicalScorer, heads: EncoderManifest['heads'] | undefined, task: Task): Decision {
  if (heads === undefined) return lexical.head(task);
  return task === 'toxicity' ? { ...heads.toxicity, abstainBelow: null } : { ...heads[task], thresholds: null };
}

const pairProbabilities = (answers: Answers, task: PairTask, text: string, target: string): Float32Array =>
  answers.answer(task, answers.read(text), answers.read(target)).probabilities;
