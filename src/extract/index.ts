import type { PageInput, Thread, Warning } from '../schemas.ts';
import { type Found, firstFound, type Trial } from './extractor.ts';
import { type Article, linkedArticle } from './html/article.ts';
import { readHtml } from './html/index.ts';
import { unpacked } from './html/markup/json-ld.ts';
import type { Provider } from './html/providers.ts';
import { rawComments, savedExtractors, savedThread } from './json/index.ts';
import { checkPage } from './page.ts';
import { readPlainText } from './text/index.ts';
import { buildThread } from './thread.ts';
import { warningsOnMissing } from './warnings.ts';

export { readPage } from './page.ts';

/** A thread, and how it was found. */
export interface Explained {
  readonly thread: Thread;
  /** Every extractor that was tried, in order; the last one took the page unless it refused too. */
  readonly trials: readonly Trial[];
}

/**
 * Returns the comments of a page in reading order, a parent always before its replies, with what the page says of its
 * article. A page without comments gives an empty thread; `warnings` says what it claims to have and how to get it.
 * Nothing is guessed: comments that a script would draw are named, not invented.
 *
 * @throws BelowTheLineError `invalid-input` for a page that is empty, binary or not exactly one of HTML, text and JSON;
 * `too-large` above 64 MiB
 */
export function extractThread(input: PageInput): Thread {
  return explainThread(input).thread;
}

/** Returns what `extractThread` does, with which extractor took the page and why those before it did not. Throws as it does. */
export function explainThread(input: PageInput): Explained {
  const page = checkPage(input);
  if (page.kind === 'html') {
    const { article, found, drawn, trials, warnings } = readHtml(page.content, page.url);
    return { thread: threadOf('html', article, found, drawn, warnings), trials };
  }
  if (page.kind === 'json') return readJson(page.content, page.url);
  const { article, found, truncated } = readPlainText(page.content);
  const warnings: Warning[] = truncated === null ? [] : [{ code: 'truncated', message: truncated }];
  return {
    thread: threadOf('text', { ...article, url: page.url }, found, null, warnings),
    trials: [{ extractor: 'plain text', refused: found === null ? 'no lines look like comments' : null }],
  };
}

function readJson(json: unknown, url: string | null): Explained {
  const saved = savedThread(json);
  if (saved !== null) {
    const thread = { ...saved, comments: buildThread(rawComments(saved)).comments };
    return { thread, trials: [{ extractor: 'thread of this package', refused: null }] };
  }
  const { found, trials } = firstFound(savedExtractors, json);
  const warnings = found === null ? [unknownJson] : [];
  return { thread: threadOf('json', linkedArticle(unpacked(json), url), found, null, warnings), trials };
}

const unknownJson: Warning = {
  code: 'unreadable-data',
  message: `the JSON holds no comments in a known form: a Thread of this package, or ${savedExtractors.map(({ name }) => name).join(', ')}`,
};

function threadOf(
  kind: Thread['source']['kind'],
  article: Article,
  found: Found | null,
  drawn: Provider | null,
  warnings: readonly Warning[],
): Thread {
  const built = buildThread(found?.comments ?? []);
  return {
    ...article,
    source: { kind, platform: drawn?.name ?? found?.platform ?? null },
    comments: built.comments,
    warnings: [...warnings, ...(found?.warnings ?? []), ...warningsOnMissing(article.claimedCount ?? 0, built, drawn)],
  };
}
