import type { EncoderScorer } from './encoder/scorer.ts';
import type { EncoderSource } from './encoder/source.ts';
import type { ReadText } from './lexical/features/read-text.ts';
import type { LexicalScorer } from './lexical/scorer.ts';
import type { Span } from './schemas.ts';
import { type EncoderUse, isUnsure } from './scoring/encoder-use.ts';
import { type Context, inherit } from './scoring/inheritance.ts';
import { pool } from './scoring/pool.ts';
import { likeliest } from './scoring/results.ts';
import { toSpans } from './scoring/spans.ts';
import { type PairTask, TASK_LABELS } from './tasks.ts';

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

/** Both scorers behind one question: the lexical one answers, and where it is unsure the encoder is asked too. */
export interface Answers {
  /** Returns what a text is read into. */
  readonly read: (text: string) => ReadPair;
  /**
   * Returns where a comment stands towards a target, or a reply towards the comment that it answers.
   * @param context what a reply inherits from, of stances
   */
  readonly answer: (task: PairTask, comment: ReadPair, other: ReadPair, context: Context | null) => Answer;
}

/** An encoder, and when it is asked. */
export interface Encoding {
  readonly source: EncoderSource;
  readonly use: Exclude<EncoderUse, 'never'>;
}

/** Logits that a word has to add to be a reason. */
const MIN_ADDED = 0.25;

/** Puts an encoder behind a lexical scorer; without one the lexical scorer answers alone. */
export function createAnswers(lexical: LexicalScorer, encoding: Encoding | null): Answers {
  let scorer: EncoderScorer | null = null;
  // A comment is asked about towards several targets, and a target of many comments.
  const known = new WeakMap<ReadPair, readonly number[]>();

  function piecesOf(read: ReadPair, { read: toPieces }: EncoderScorer): readonly number[] {
    const pieces = known.get(read) ?? toPieces(read.text);
    known.set(read, pieces);
    return pieces;
  }

  function answer(task: PairTask, comment: ReadPair, other: ReadPair, context: Context | null): Answer {
    const { terms } = comment.lexical;
    const { logits, contributions } = lexical.score(task, comment.lexical, other.lexical);
    const own = lexical.probabilities(task, logits);
    const probabilities = inherit(own, context, terms.length);
    const labels: readonly string[] = TASK_LABELS[task];
    const abstainBelow = lexical.head(task).abstainBelow ?? 0;
    const draft = likeliest(labels, probabilities, abstainBelow);
    const spansOf = (label: string) => toSpans(terms, contributions(labels.indexOf(label)), label, MIN_ADDED);
    if (encoding === null || !isAsked(task, draft, encoding))
      return { probabilities, abstainBelow, spans: spansOf(draft.label) };

    scorer ??= encoding.source.open();
    const head = encoding.source.manifest.heads[task];
    const read = scorer.score(task, piecesOf(comment, scorer), piecesOf(other, scorer));
    const both = inherit(pool(own, read.logits, head), context, terms.length);
    const { label } = likeliest(labels, both, head.abstainBelow);
    return {
      probabilities: both,
      abstainBelow: head.abstainBelow,
      spans: label === draft.label ? spansOf(label) : [],
    };
  }

  return { read: (text) => ({ text, lexical: lexical.read(text) }), answer };
}

const isAsked = (task: PairTask, draft: ReturnType<typeof likeliest>, { source, use }: Encoding) =>
  use === 'always' || isUnsure(draft, source.manifest.heads[task].askBelow);
