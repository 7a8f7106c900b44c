import { hashOf } from '../artifact/files.ts';
import { extractThread } from '../extract/index.ts';
import type { Analysis, PageInput } from '../schemas.ts';
import { summarize } from '../summary.ts';
import type { ContextualClassifier } from './contextual.ts';

export interface ReanalyzeOptions {
  readonly contextual: ContextualClassifier;
  /** What to measure stances towards. Default: the page's headline. */
  readonly targets?: readonly string[] | undefined;
}

/**
 * `analyzePage` with a second opinion: the embedded classifier judges every comment of the page, the contextual one
 * reconsiders what it is unsure of. `model` names both: the versions joined by `+contextual.`, and the hash of their
 * hashes.
 * @throws BelowTheLineError `invalid-input` or `too-large` when the page cannot be read.
 */
export async function analyzePageTwice(page: PageInput, { contextual, targets }: ReanalyzeOptions): Promise<Analysis> {
  const thread = extractThread(page);
  const first = contextual.embedded.classifyThread(thread, targets === undefined ? {} : { targets });
  const second = await contextual.reconsider(first);
  return { model: await modelOf(contextual), ...second, summary: summarize(second) };
}

async function modelOf({ embedded, model }: ContextualClassifier): Promise<Analysis['model']> {
  const hashes = new TextEncoder().encode(`${embedded.model.sha256} ${model.sha256}`);
  return { version: `${embedded.model.version}+contextual.${model.version}`, sha256: await hashOf(hashes) };
}
