import type { Thread } from '../schemas.ts';
import { inOneDiscussion } from './discussions.ts';
import { readExport, readLinesExport, readTextExport } from './export/index.ts';
import type { Reading, Trial } from './extractor.ts';
import { readHtml } from './html/index.ts';
import { isKnownContainer, readJson, readLongLines } from './json/index.ts';
import { savedThread } from './json/saved-thread.ts';
import { leadAbove } from './lead.ts';
import { type Page, type PageSource, readPage } from './page.ts';
import { readRows, recordsOf } from './rows/index.ts';
import { readText } from './text/index.ts';
import { buildThread, soundNumber } from './thread.ts';
import { warningsOnMissing } from './warnings.ts';

export { type Page, type PageSource, readPage } from './page.ts';

/** What to read of a page. */
export interface ThreadOptions {
  readonly thread?: string | undefined;
  readonly text?: string | undefined;
}

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
 * @param options.thread of a file that holds several discussions, the id, the address or the headline of the one to read;
 * without it, the one with most comments is read
 * @param options.text of JSON lines and tables, the field with the texts; without it, names and contents tell
 * @throws BelowTheLineError `invalid-input` for a page that is empty, binary or not exactly one of HTML, text and JSON;
 * `too-large` above 64 MiB
 */
export function extractThread(page: PageSource, options: ThreadOptions = {}): Thread {
  return explainThread(page, options).thread;
}

/** Returns what `extractThread` does, with which extractor read the page and why those before it did not. Throws as it does. */
export function explainThread(source: PageSource, options: ThreadOptions = {}): Explained {
  const page = readPage(source);
  const saved = page.kind === 'json' ? savedThread(page.json) : null;
  if (saved !== null) return { thread: saved, trials: [{ extractor: 'thread of this package', rejected: null }] };
  const reading = inOneDiscussion(read(page, options), options.thread ?? null, page.url);
  return { thread: threadOf(page, reading), trials: reading.trials };
}

function read(page: Page, options: ThreadOptions): Reading {
  switch (page.kind) {
    case 'html':
      return readHtml(page.html, page.url);
    case 'text':
      return readTextExport(page.text, page.url, options.thread ?? null) ?? readText(page.text, page.url);
    case 'json':
      return readJsonOrRecords(page.json, page.url, options);
    case 'xml':
      return readExport(page.xml, page.url, options.thread ?? null);
    case 'lines':
      return (
        readLinesExport(page.rows, page.url) ??
        (options.text === undefined ? readLongLines(page.rows, page.url) : null) ??
        readRows(page, options)
      );
    case 'table':
      return readRows(page, options);
  }
}

/** An object that no reader of answers knows may be the only line of JSON lines; what is known to hold something else is not. */
function readJsonOrRecords(json: object, url: string | null, options: ThreadOptions): Reading {
  const reading = readJson(json, url);
  const mayBeLine = reading.result === null && !Array.isArray(json) && !isKnownContainer(json);
  const rows = mayBeLine ? recordsOf(json) : null;
  if (rows === null) return reading;
  const { trials, ...ofRows } = readRows({ kind: 'lines', rows, url }, options);
  return { ...ofRows, trials: [...reading.trials, ...trials] };
}

function threadOf(page: Page, { article, result, provider, warnings }: Reading): Thread {
  const built = buildThread(result?.comments ?? []);
  const count = soundNumber(article.claimedCount);
  const claimedCount = count === null || count < 0 ? null : count;
  return {
    ...article,
    claimedCount,
    lead: leadAbove(built.comments, article, result),
    source: { kind: page.kind, platform: provider?.name ?? result?.platform ?? null },
    comments: built.comments,
    warnings: [
      ...(page.warnings ?? []),
      ...warnings,
      ...(result?.warnings ?? []),
      ...warningsOnMissing(claimedCount ?? 0, built, provider),
    ],
  };
}
