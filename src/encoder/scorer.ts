import type { Score, Scorer, Surroundings } from '../scoring/scorer.ts';
import { TASKS } from '../tasks.ts';
import { logitsOf } from './heads.ts';
import { encodeInput, type Question } from './input.ts';
import type { EncoderModel } from './model.ts';

/** Answers by sentences, read together with what they are about: milliseconds a question. It names no words. */
export interface EncoderScorer extends Scorer<readonly number[]> {
  readonly model: EncoderModel;
}

/** Makes the scorer of an encoder and its heads. A text is read into its word pieces. */
export function createEncoderScorer(model: EncoderModel): EncoderScorer {
  return {
    model,
    tasks: TASKS,
    read: model.wordPieces.read,
    score(task, comment, target, beside: Surroundings<readonly number[]> = {}): Score {
      if ((target === null) !== (task === 'toxicity'))
        throw new Error(`${task} towards ${target === null ? 'nothing' : 'a text'}: expected the other`);
      const features = embed(model, { task, comment, target, ...beside });
      return { logits: logitsOf(model.heads[task], features), contributions: null };
    },
  };
}

/** What an embedding is made of. */
export type EncoderInput = Pick<EncoderModel, 'transformer' | 'wordPieces'> & {
  readonly manifest: Pick<EncoderModel['manifest'], 'tokens'>;
};

/** Returns the features of a comment read together with what it is asked about, and with what stands beside it. */
export const embed = ({ transformer, wordPieces, manifest }: EncoderInput, question: Question): Float32Array =>
  transformer.embed(encodeInput(question, wordPieces, manifest.tokens));
