import { describe, expect, it } from 'vitest';
import { bundle, gzipped } from '../bench/bundle.js';

/** Bytes, gzipped, without the model. What has to grow may grow: it is said in test/bench/NOTES.md. */
const MAX = { classifier: 33_700, atOnce: 99_100, later: 12_000 };

describe('a browser', () => {
  it('loads little for the classifier alone', async () => {
    const { atOnce, later } = await bundle('{ loadClassifier, tokenize }');
    expect(gzipped(atOnce)).toBeLessThan(MAX.classifier);
    expect(later).toEqual([]);
  });

  it('loads the templates of reports when there is one to be shown', async () => {
    const { atOnce, later } = await bundle('*');
    expect(gzipped(atOnce)).toBeLessThan(MAX.atOnce);
    expect(gzipped(later)).toBeLessThan(MAX.later);
  });
});
