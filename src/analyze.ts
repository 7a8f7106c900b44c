import type { Classifier } from './classifier.ts';
import { extractThread } from './extract/index.ts';
import type { Analysis, PageInput } from './schemas.ts';
import { summarize } from './summary.ts';

export interface AnalyzeOptions {
  readonly classifier: Classifier;
  /** What to measure stances towards. Default: the page's headline. */
  readonly targets?: readonly string[] | undefined;
}

/**
 * Reads a page, judges every comment on it, and sums up.
 * @throws BelowTheLineError `invalid-input` or `too-large` when the page cannot be read.
 */
export function analyzePage(page: PageInput, { classifier, targets }: AnalyzeOptions): Analysis {
  const thread = extractThread(page);
  const classified = classifier.classifyThread(thread, targets === undefined ? {} : { targets });
  return { model: classifier.model, ...classified, summary: summarize(classified) };
}
