import { analyzePage } from '../analyze.ts';
import type { Classifier } from '../classifier.ts';
import { extractThread } from '../extract/index.ts';
import type { PageInput } from '../extract/page-input.ts';
import { reportDocument } from '../report/index.ts';
import { suggestTargets } from '../targets/index.ts';

/** A page to analyse. It can be sent to a thread. */
export interface PageRequest {
  readonly page: PageInput;
  /** What to measure stances towards. Default: what the page suggests, as `analyzePage` has it. */
  readonly targets?: readonly string[] | undefined;
  /** An Analysis as JSON, the report as HTML, or the targets that the page suggests as JSON, without any answer. */
  readonly format: 'json' | 'report' | 'targets';
}

/** An analysed page, as it is sent to the client. */
export interface PageResponse {
  readonly body: string;
  /** How many comments were classified. */
  readonly comments: number;
  /** The content security policy of a report; null for JSON. */
  readonly policy: string | null;
}

/**
 * Analyses a page. A long one takes seconds of computing, so where there are threads it is done in one of its own.
 * Rejects with a BelowTheLineError as `analyzePage` throws it.
 */
export type PageAnalyser = (request: PageRequest) => Promise<PageResponse>;

/** Makes a page analyser that computes where it is called. */
export function createPageAnalyser(classifier: Classifier): PageAnalyser {
  return async ({ page, targets, format }) => {
    if (format === 'targets')
      return { body: JSON.stringify(suggestTargets(extractThread(page))), comments: 0, policy: null };
    const analysis = analyzePage(page, { classifier, targets });
    const comments = analysis.comments.length;
    if (format === 'json') return { body: JSON.stringify(analysis), comments, policy: null };
    const report = await reportDocument(analysis);
    return { body: report.page, comments, policy: report.policy };
  };
}
