import type { Classifier } from './classifier.ts';
import { extractThread } from './extract/index.ts';
import type { PageInput } from './extract/page-input.ts';
import type { Analysis, Thread } from './schemas.ts';
import { summarize } from './summary.ts';
import { defaultTargets, suggestTargets } from './targets/index.ts';
import { warningOfLanguage } from './text/page-language.ts';

/** Options of analysing a page. */
export interface AnalyzeOptions {
  readonly classifier: Classifier;
  /**
   * What to measure stances towards. Default: the article itself, the dispute in its headline if there is one, and the two
   * that comments mention most, as `suggestTargets` finds them.
   */
  readonly targets?: readonly string[] | undefined;
  /** Is told of every comment that was classified, and how many there are. */
  readonly onComment?: ((comments: number) => void) | undefined;
}

/**
 * Reads a page, classifies every comment on it, and sums up. A page in another language than English gets a warning.
 * @throws BelowTheLineError `invalid-input` or `too-large` when the page cannot be read.
 */
export function analyzePage(page: PageInput, { classifier, targets, onComment }: AnalyzeOptions): Analysis {
  const thread = withLanguageWarning(extractThread(page));
  const { length } = thread.comments;
  const suggestions = suggestTargets(thread);
  const classified = classifier.classifyThread(thread, {
    targets: targets ?? defaultTargets(suggestions),
    onComment: () => onComment?.(length),
  });
  return { model: classifier.model, ...classified, suggestions, summary: summarize(classified) };
}

function withLanguageWarning(thread: Thread): Thread {
  const warning = warningOfLanguage(thread.comments);
  return warning === null ? thread : { ...thread, warnings: [...thread.warnings, warning] };
}
