import type { Score, Scorer } from '../scoring/scorer.ts';
import { PAIR_TASKS, type PairTask } from '../tasks.ts';
import { logitsOf } from './heads.ts';
import type { EncoderModel } from './model.ts';
import { encodePair } from './pair.ts';

/** Answers by sentences, read together with what they are about: milliseconds a question. It names no words. */
export interface EncoderScorer extends Scorer<readonly number[], Promise<Score>> {
  readonly model: EncoderModel;
  readonly tasks: readonly PairTask[];
}

/** What an embedding is made of. */
export type EncoderInput = Pick<EncoderModel, 'encoder' | 'wordPieces'> & {
  readonly manifest: Pick<EncoderModel['manifest'], 'tokens'>;
};

/** Makes the scorer of an encoder and its heads. A text is read into its word pieces. */
export function createEncoderScorer(model: EncoderModel): EncoderScorer {
  return {
    model,
    tasks: PAIR_TASKS,
    read: model.wordPieces.ids,
    async score(task, comment, target) {
      if (task === 'toxicity') throw new Error('the encoder has no head toxicity');
      if (target === null) throw new Error(`${task} is towards a text, expected a target`);
      const embedding = await embed(model, task, comment, target);
      return { logits: logitsOf(model.heads[task], embedding), contributions: null };
    },
  };
}

/** Returns the pooled embedding of a comment read together with its target or parent. */
export const embed = (
  { encoder, wordPieces, manifest }: EncoderInput,
  task: PairTask,
  comment: readonly number[],
  target: readonly number[],
): Promise<Float32Array> => encoder.embed(encodePair(task, target, comment, wordPieces, manifest.tokens));
