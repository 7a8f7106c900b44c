import type { Classifier } from './classifier.ts';
import { extractThread } from './extract/index.ts';
import {
  type Analysis,
  type ClassifiedComment,
  type ClassifiedThread,
  type PageInput,
  STANCE_LABELS,
  type StanceSummary,
  type Summary,
} from './schemas.ts';

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

/** Counts what was said of a thread: stances by target, toxic share, and the comment that most replies disagree with. */
export function summarize({ targets, comments }: Omit<ClassifiedThread, 'thread'>): Summary {
  const toxic = comments.filter(({ toxicity }) => toxicity.labels.length > 0).length;
  return {
    comments: comments.length,
    stances: targets.map((target, t) => summarizeStance(target, t, comments)),
    toxic,
    toxicShare: comments.length === 0 ? null : toxic / comments.length,
    mostDisputed: mostDisputed(comments),
  };
}

function summarizeStance(target: string, t: number, comments: readonly ClassifiedComment[]): StanceSummary {
  const results = comments.flatMap(({ stances }) => stances[t] ?? []);
  const count = (label: string) => results.filter((result) => result.label === label).length;
  return {
    target,
    counts: Object.fromEntries(STANCE_LABELS.map((label) => [label, count(label)])) as StanceSummary['counts'],
    abstained: results.filter((result) => result.abstained).length,
  };
}

/** The comment with most direct replies that disagree; of several, the one that stands first. */
function mostDisputed(comments: readonly ClassifiedComment[]): Summary['mostDisputed'] {
  const byParent = new Map<string, { id: string; replies: number; disagree: number }>();
  for (const { comment, reply } of comments) {
    if (comment.parentId === null || reply === null) continue;
    const entry = byParent.get(comment.parentId) ?? { id: comment.parentId, replies: 0, disagree: 0 };
    byParent.set(comment.parentId, {
      ...entry,
      replies: entry.replies + 1,
      disagree: entry.disagree + Number(reply.label === 'disagree'),
    });
  }
  let most: Summary['mostDisputed'] = null;
  for (const entry of byParent.values()) if (entry.disagree > (most?.disagree ?? 0)) most = entry;
  return most;
}
