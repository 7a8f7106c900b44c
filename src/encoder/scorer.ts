import type { Scorer } from '../scoring/scorer.ts';
import { PAIR_TASKS, type PairTask } from '../tasks.ts';
import { logitsOf } from './heads.ts';
import type { EncoderModel } from './model.ts';
import { encodePair } from './pair.ts';

/** Answers by sentences, read together with what they are about: milliseconds a question. It names no words. */
export interface EncoderScorer extends Scorer<readonly number[]> {
  readonly model: EncoderModel;
  readonly tasks: readonly PairTask[];
}

/** Makes the scorer of an encoder and its heads. A text is read into its word pieces. */
export function createEncoderScorer(model: EncoderModel): EncoderScorer {
  return {
    model,
    tasks: PAIR_TASKS,
    read: model.wordPieces.ids,
    score(task, comment, target) {
      if (task === 'toxicity') throw new Error('the encoder has no head toxicity');
      if (target === null) throw new Error(`${task} is towards a text, expected a target`);
      return { logits: logitsOf(model.heads[task], embed(model, task, comment, target)), contributions: null };
    },
  };
}

/** What an embedding is made of. */
export type EncoderInput = Pick<EncoderModel, 'transformer' | 'wordPieces'> & {
  readonly manifest: Pick<EncoderModel['manifest'], 'tokens'>;
};

/** Returns the pooled features of a comment read together with its target or parent. */
export const embed = (
  { transformer, wordPieces, manifest }: EncoderInput,
  task: PairTask,
  comment: readonly number[],
  target: readonly number[],
): Float32Array => transformer.embed(encodePair(task, target, comment, wordPieces, manifest.tokens));
