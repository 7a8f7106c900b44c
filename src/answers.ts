import type { EncoderScorer } from './encoder/scorer.ts';
import type { EncoderSource } from './encoder/source.ts';
import type { ReadText } from './lexical/features/read-text.ts';
import type { LexicalScorer } from './lexical/scorer.ts';
import type { Span, ToxicityResult } from './schemas.ts';
import { attributeProbabilities } from './scoring/calibration.ts';
import { type EncoderUse, isUnsure } from './scoring/encoder-use.ts';
import { type Context, inherit } from './scoring/inheritance.ts';
import { mixLogits, pool } from './scoring/pool.ts';
import { likeliest, toxicityResult } from './scoring/results.ts';
import type { Surroundings } from './scoring/scorer.ts';
import { toSpans } from './scoring/spans.ts';
import { type PairTask, TASK_LABELS, type Task } from './tasks.ts';

/** A text as the scorers read it: by the lexical one at once, by the encoder when it is asked. */
export interface ReadPair {
  readonly text: string;
  readonly lexical: ReadText;
}

/** What is said of a comment and its target or parent. */
export interface Answer {
  /** Calibrated probabilities in label order. */
  readonly probabilities: Float32Array;
  /** The highest probability below which the answer is little better than a guess. */
  readonly abstainBelow: number;
  /** The words that speak for the likeliest label; none where the encoder came to another label than the lexical scorer. */
  readonly spans: readonly Span[];
}

/** What a stance is answered with beside the comment and its target. */
export interface StanceContext {
  /** What a reply inherits from. */
  readonly inherited?: Context | null | undefined;
  /** What a person sees beside the comment. */
  readonly beside?: Surroundings<ReadPair> | undefined;
}

/** Both scorers behind one question: the lexical one answers, and where it is unsure the encoder is asked too. */
export interface Answers {
  /** Returns what a text is read into. */
  readonly read: (text: string) => ReadPair;
  /** Returns how toxic a comment is. */
  readonly toxicity: (comment: ReadPair) => ToxicityResult;
  /** Returns where a comment stands towards a target, or a reply towards the comment that it answers. */
  readonly answer: (task: PairTask, comment: ReadPair, other: ReadPair, context?: StanceContext) => Answer;
}

/** An encoder, and when it is asked. */
export interface Encoding {
  readonly source: EncoderSource;
  readonly use: Exclude<EncoderUse, 'never'>;
}

/** Logits that a word has to add to be a reason: toxicity often lies in one word. */
const MIN_ADDED = { toxicity: 0.1, stance: 0.25, reply: 0.25 };

/** Puts an encoder behind a lexical scorer; without one the lexical scorer answers alone. */
export function createAnswers(lexical: LexicalScorer, encoding: Encoding | null): Answers {
  const decision = encoding?.source.manifest.heads.toxicity ?? lexical.head('toxicity');
  let scorer: EncoderScorer | null = null;
  // A comment is asked about towards several targets, and a target of many comments.
  const known = new WeakMap<ReadPair, readonly number[]>();

  function piecesOf(read: ReadPair, { read: toPieces }: EncoderScorer): readonly number[] {
    const pieces = known.get(read) ?? toPieces(read.text);
    known.set(read, pieces);
    return pieces;
  }

  /** Returns the logits of the encoder, which is opened when it is first asked. */
  function ask(task: Task, comment: ReadPair, other: ReadPair | null, beside: Surroundings<ReadPair>) {
    scorer ??= encoding!.source.open();
    const pieces = (read: ReadPair | null | undefined) => (read == null ? null : piecesOf(read, scorer!));
    const { parent } = beside;
    // A headline that is the target is read already: told twice, it speaks for a stance.
    const article = beside.article?.text === other?.text ? null : beside.article;
    return scorer.score(task, pieces(comment)!, pieces(other), { parent: pieces(parent), article: pieces(article) })
      .logits;
  }

  /** Returns the calibrated probabilities of toxicity's attributes, of a comment and the lexical logits of it. */
  function attributesOf(comment: ReadPair, own: Float32Array): Float32Array {
    const probabilities = lexical.probabilities('toxicity', own);
    if (encoding === null) return probabilities;
    const head = encoding.source.manifest.heads.toxicity;
    const [from, to] = head.askBetween;
    const isAsked = encoding.use === 'always' || (probabilities[0]! >= from && probabilities[0]! < to);
    if (!isAsked) return probabilities;
    const logits = ask('toxicity', comment, null, {});
    return attributeProbabilities(mixLogits(probabilities, logits, head.weight), head.calibration);
  }

  function toxicity(comment: ReadPair): ToxicityResult {
    const { logits, contributions } = lexical.score('toxicity', comment.lexical, null);
    return toxicityResult(attributesOf(comment, logits), decision, (k, attribute) =>
      toSpans(comment.lexical.terms, contributions(k), attribute, MIN_ADDED.toxicity),
    );
  }

  function answer(
    task: PairTask,
    comment: ReadPair,
    other: ReadPair,
    { inherited = null, beside = {} }: StanceContext = {},
  ): Answer {
    const { terms } = comment.lexical;
    const { logits, contributions } = lexical.score(task, comment.lexical, other.lexical);
    const own = lexical.probabilities(task, logits);
    const probabilities = inherit(own, inherited, terms.length);
    const labels: readonly string[] = TASK_LABELS[task];
    const abstainBelow = lexical.head(task).abstainBelow ?? 0;
    const draft = likeliest(labels, probabilities, abstainBelow);
    const spansOf = (label: string) => toSpans(terms, contributions(labels.indexOf(label)), label, MIN_ADDED[task]);
    if (encoding === null || !isAsked(task, draft, other, encoding))
      return { probabilities, abstainBelow, spans: spansOf(draft.label) };

    const head = encoding.source.manifest.heads[task];
    const both = inherit(pool(own, ask(task, comment, other, beside), head), inherited, terms.length);
    const { label } = likeliest(labels, both, head.abstainBelow);
    return {
      probabilities: both,
      abstainBelow: head.abstainBelow,
      spans: label === draft.label ? spansOf(label) : [],
    };
  }

  return {
    read: (text) => ({ text, lexical: lexical.read(text) }),
    toxicity,
    answer,
  };
}

/** A target that refuses what it names is read mirrored by the lexical scorer, which agreement with it then turns round. */
const isAsked = (task: PairTask, draft: ReturnType<typeof likeliest>, other: ReadPair, { source, use }: Encoding) =>
  use === 'always' ||
  isUnsure(draft, source.manifest.heads[task].askBelow) ||
  (task === 'stance' && other.lexical.isNegated);
