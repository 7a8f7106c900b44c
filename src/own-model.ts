import type { AllModelFiles } from './artifact/model-reader.ts';
import { BelowTheLineError } from './errors.ts';

/** What to do where the package's own model is not beside its code. */
export const ADVICE =
  "This is the package's own model, which a bundler has to take along, or loadClassifier({ model }) has to be given: " +
  'see "Bundling it" in docs/browser.md of below-the-line';

/**
 * Returns where the files of the package's own model are. Each address stands in the form that bundlers follow, so that
 * they take the file along.
 * @throws BelowTheLineError `file` where code has no address.
 */
export function ownModel(): AllModelFiles & Readonly<Record<keyof AllModelFiles, URL>> {
  try {
    return {
      manifest: new URL('../models/en/model.json', import.meta.url),
      weights: new URL('../models/en/weights.bin', import.meta.url),
      encoder: new URL('../models/en/encoder.bin', import.meta.url),
    };
  } catch (cause) {
    throw new BelowTheLineError('file', `code has no address here (import.meta.url). ${ADVICE}`, { cause });
  }
}

/** Returns the folder of the package's own model. */
export const ownFolder = (): URL => new URL('./', ownModel().manifest);
