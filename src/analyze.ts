import type { AsyncClassifier } from './cascade.ts';
import type { Classifier } from './classifier.ts';
import { extractThread } from './extract/index.ts';
import type { AnyClassifier } from './load.ts';
import type { Analysis, ClassifiedThread, PageInput } from './schemas.ts';
import { summarize } from './summary.ts';

/** Options of analysing a page. */
export interface AnalyzeOptions<C extends AnyClassifier = Classifier> {
  readonly classifier: C;
  /** What to measure stances towards. Default: the page's headline. */
  readonly targets?: readonly string[] | undefined;
}

/**
 * Reads a page, classifies every comment on it, and sums up.
 * @returns the analysis, or the promise of one where the classifier answers later
 * @throws BelowTheLineError `invalid-input` or `too-large` when the page cannot be read, before anything is promised.
 */
export function analyzePage(page: PageInput, options: AnalyzeOptions): Analysis;
/** Reads, classifies and sums up a page by a classifier that answers later. Throws as above, at once. */
export function analyzePage(page: PageInput, options: AnalyzeOptions<AsyncClassifier>): Promise<Analysis>;
/** Reads, classifies and sums up a page by either kind of classifier. */
export function analyzePage(page: PageInput, options: AnalyzeOptions<AnyClassifier>): Analysis | Promise<Analysis>;
export function analyzePage(
  page: PageInput,
  { classifier, targets }: AnalyzeOptions<AnyClassifier>,
): Analysis | Promise<Analysis> {
  const thread = extractThread(page);
  const classified = classifier.classifyThread(thread, targets === undefined ? {} : { targets });
  const sumUp = (result: ClassifiedThread): Analysis => ({
    model: classifier.model,
    ...result,
    summary: summarize(result),
  });
  return classified instanceof Promise ? classified.then(sumUp) : sumUp(classified);
}
