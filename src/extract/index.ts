import type { Thread } from '../schemas.ts';
import { readExport } from './export/index.ts';
import type { Reading, Trial } from './extractor.ts';
import { readHtml } from './html/index.ts';
import { readJson } from './json/index.ts';
import { savedThread } from './json/saved-thread.ts';
import { leadAbove } from './lead.ts';
import { type Page, type PageSource, readPage } from './page.ts';
import { readRows } from './rows/index.ts';
import { readText } from './text/index.ts';
import { buildThread } from './thread.ts';
import { warningsOnMissing } from './warnings.ts';

export { type Page, type PageSource, readPage } from './page.ts';

/** A thread, and how it was read. */
export interface Explained {
  readonly thread: Thread;
  /** Every extractor that was tried, in order; the last one read the page unless it rejected it too. */
  readonly trials: readonly Trial[];
}

/**
 * Returns the comments of a page in reading order, a parent always before its replies, with what the page says of its
 * article. A page without comments gives an empty thread; `warnings` says what it claims to have and how to get it.
 * Nothing is guessed: comments that a script would draw are named, not invented.
 *
 * @param page anything that `readPage` reads, or what it returned
 * @throws BelowTheLineError `invalid-input` for a page that is empty, binary or not exactly one of HTML, text and JSON;
 * `too-large` above 64 MiB
 */
export function extractThread(page: PageSource): Thread {
  return explainThread(page).thread;
}

/** Returns what `extractThread` does, with which extractor read the page and why those before it did not. Throws as it does. */
export function explainThread(source: PageSource): Explained {
  const page = readPage(source);
  const saved = page.kind === 'json' ? savedThread(page.json) : null;
  if (saved !== null) return { thread: saved, trials: [{ extractor: 'thread of this package', rejected: null }] };
  const reading = read(page);
  return { thread: threadOf(page.kind, reading), trials: reading.trials };
}

function read(page: Page): Reading {
  switch (page.kind) {
    case 'html':
      return readHtml(page.html, page.url);
    case 'text':
      return readText(page.text, page.url);
    case 'json':
      return readJson(page.json, page.url);
    case 'xml':
      return readExport(page.xml, page.url);
    case 'lines':
    case 'table':
      return readRows(page.rows, page.kind, page.url);
  }
}

function threadOf(kind: Page['kind'], { article, result, provider, warnings }: Reading): Thread {
  const built = buildThread(result?.comments ?? []);
  return {
    ...article,
    lead: leadAbove(built.comments, article, result),
    source: { kind, platform: provider?.name ?? result?.platform ?? null },
    comments: built.comments,
    warnings: [
      ...warnings,
      ...(result?.warnings ?? []),
      ...warningsOnMissing(article.claimedCount ?? 0, built, provider),
    ],
  };
}
