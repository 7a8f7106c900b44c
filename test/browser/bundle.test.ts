import { describe, expect, it } from 'vitest';
import { bundle, gzipped } from '../bench/bundle.js';

/** Bytes, gzipped, without the model. What has to grow may grow: it is said in test/bench/NOTES.md. */
const MAX = { classifier: 49_400, atOnce: 189_500, encoder: 25_300, later: 37_900 };

describe('a browser', () => {
  it('loads little for the classifier alone, and the code of the encoder with the encoder', async () => {
    const { atOnce, later } = await bundle('{ loadClassifier, tokenize }');
    expect(gzipped(atOnce)).toBeLessThan(MAX.classifier);
    expect(gzipped(later)).toBeLessThan(MAX.encoder);
  });

  it('loads the templates of reports when there is one to be shown', async () => {
    const { atOnce, later } = await bundle('*');
    expect(gzipped(atOnce)).toBeLessThan(MAX.atOnce);
    expect(gzipped(later)).toBeLessThan(MAX.later);
  });
});
