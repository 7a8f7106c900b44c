import type { AsyncClassifier } from './cascade.ts';
import { type Classifier, loadClassifier } from './classifier.ts';
import type { EncoderUse } from './scoring/encoder-use.ts';

/** A classifier that answers at once, or one whose encoder answers later. */
export type AnyClassifier = Classifier | AsyncClassifier;

/** What says by which models to classify; plain data, so that it passes between threads. */
export interface ScorerChoice {
  /** Folder of the model. Default: the one in the package. */
  readonly model?: string | undefined;
  readonly encoder: EncoderUse;
  /** Folder of the encoder. Default: its package. */
  readonly encoderModel?: string | undefined;
}

/**
 * Loads the classifier that was chosen; code of the encoder only where it is asked for.
 * @throws BelowTheLineError as `loadClassifier` does, and `missing-package` where the encoder is asked for and is not there.
 */
export async function loadChosen({ model, encoder, encoderModel }: ScorerChoice): Promise<AnyClassifier> {
  const options = model === undefined ? {} : { model };
  if (encoder === 'never') return loadClassifier(options);
  const cascade = await import('./cascade.ts');
  return cascade.loadClassifier({ ...options, encoder, encoderModel });
}
