import { analyzePage } from '../analyze.ts';
import type { Classifier } from '../classifier.ts';
import { reportDocument } from '../report/index.ts';
import type { PageInput } from '../schemas.ts';

export interface AnalystRequest {
  readonly page: PageInput;
  /** The headline where it is left out. */
  readonly targets?: readonly string[] | undefined;
  /** An Analysis as JSON, or the report as a page. */
  readonly form: 'json' | 'report';
}

/** What is sent to the client, ready made. */
export interface AnalystAnswer {
  readonly body: string;
  /** How many comments were judged. */
  readonly comments: number;
  /** The content security policy of a report. */
  readonly policy: string | null;
}

/** Analyses pages. A long one takes a second and more, so that where there are threads this is done in one of its own. */
export type Analyst = (request: AnalystRequest) => Promise<AnalystAnswer>;

/** Makes an analyst that works where it is called. */
export function analystHere(classifier: Classifier): Analyst {
  return async ({ page, targets, form }) => {
    const analysis = analyzePage(page, { classifier, targets });
    const comments = analysis.comments.length;
    if (form === 'json') return { body: JSON.stringify(analysis), comments, policy: null };
    const report = await reportDocument(analysis);
    return { body: report.page, comments, policy: report.policy };
  };
}
