import type { Dataset } from '../../dataset/rows/examples.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import type { Model } from '../../lexical/model.ts';
import type { FitHooks } from './fit.ts';
import type { HeadRecipe } from './recipe.ts';

/** Recipe, base and version of a head to train. */
export interface TrainOptions extends Omit<FitHooks, 'validate'> {
  /** The model that is learnt on from, and whose vocabulary and other heads are kept. */
  readonly base: Model;
  /** The encoder that is served with it, beside which the head is measured. Default: none. */
  readonly encoder?: EncoderFile | null | undefined;
  readonly recipe: HeadRecipe;
  /** Version of the resulting model. */
  readonly version: string;
  readonly seed: number;
  /** Files of rows on which the new head may be no worse. Default: those of the package. */
  readonly guard?: readonly string[] | undefined;
  /** Is told of the rows once they are read, before anything is learnt from them. */
  readonly onData?: ((data: Dataset) => void) | undefined;
  /** Give the model whatever speaks against it. */
  readonly force?: boolean | undefined;
}
