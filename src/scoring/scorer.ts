import type { Task } from '../tasks.ts';

/** What a scorer says of one question. */
export interface Score {
  /** One number a label, in label order, before calibration. */
  readonly logits: Float32Array;
  /**
   * Returns what each token of the comment adds to a label's calibrated logit, one number a token; null where the scorer
   * names no words. Valid until the scorer is asked again.
   */
  readonly contributions: ((label: number) => Float32Array) | null;
}

/** What a person sees beside a comment, where it is known. */
export interface Surroundings<Text> {
  /** The comment that it answers. */
  readonly parent?: Text | null | undefined;
  /** Headline and lead of the article. */
  readonly article?: Text | null | undefined;
}

/**
 * Answers questions about comments. `Text` is what it reads a text into, once for all questions about it.
 */
export interface Scorer<Text, Answer extends Score = Score> {
  /** The tasks that it has a head for. */
  readonly tasks: readonly Task[];
  /** Reads a text. Takes any string; time is bounded by the text's length, and by a limit of tokens. */
  readonly read: (text: string) => Text;
  /**
   * Scores a comment: its toxicity, its stance towards a target, or its reply to the comment that it answers.
   * @param target what the comment is compared with; null for toxicity
   * @param beside what a stance is read with, by scorers that read sentences
   */
  readonly score: (task: Task, comment: Text, target: Text | null, beside?: Surroundings<Text>) => Answer;
}
