import { analyzePage } from '../analyze.ts';
import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { readPage } from '../extract/index.ts';
import type { Analysis } from '../schemas.ts';
import { streamProgress } from './classify-progress.ts';
import { readInput } from './io.ts';

/** What to analyse: a file or `-`, its address, and what to measure stances towards. */
export interface PageOptions extends ScorerOptions {
  readonly target?: string[];
  readonly url?: string;
}

/** Threads of more comments show how far they are: the encoder takes some milliseconds a comment and target. */
const SHORT = 40;

/** Reads and analyses a page, and shows on standard error how far a long one is. */
export async function analyzeFile(page: string, { target, url, ...scorers }: PageOptions): Promise<Analysis> {
  const input = readPage(await readInput(page), { url });
  const classifier = await loadClassifier(scorers);
  const progress = await streamProgress(false, true);
  let done = 0;
  try {
    return analyzePage(input, {
      classifier,
      targets: target,
      onComment: (comments) => {
        done++;
        if (comments > SHORT) progress.show(done, done / comments);
      },
    });
  } finally {
    progress.end();
  }
}
