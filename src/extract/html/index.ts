import type { Warning } from '../../schemas.ts';
import type { Article } from '../article.ts';
import { parseHtml } from '../dom/parse.ts';
import { type Extractor, firstResult, type Reading, type Result } from '../extractor.ts';
import { readArticle } from './article.ts';
import { asText } from './as-text.ts';
import { elementTree } from './element-tree.ts';
import { type FramedPage, framedPages, savedFrame } from './frames.ts';
import { generic } from './generic/index.ts';
import type { HtmlPage } from './html-page.ts';
import { leadOn } from './lead.ts';
import { withDeclaredTexts } from './markup/declared-texts.ts';
import { embeddedState } from './markup/embedded-state.ts';
import { jsonLd, readJsonLd } from './markup/json-ld.ts';
import { microdata } from './markup/microdata.ts';
import { microformats } from './markup/microformats.ts';
import { rdfa } from './markup/rdfa.ts';
import { reviews } from './markup/reviews.ts';
import { platforms } from './platforms/index.ts';
import { providerOf } from './providers.ts';

/**
 * The first that recognises a page wins: what knows a platform's replies stands before what knows a vocabulary, and
 * that before what looks for a likeness.
 */
const htmlExtractors: readonly Extractor<HtmlPage>[] = [
  ...platforms,
  microdata,
  rdfa,
  microformats,
  embeddedState,
  jsonLd,
  reviews,
  generic,
  asText,
];
/** These look for a likeness, and are asked last. */
const GUESSES: readonly Extractor<HtmlPage>[] = [generic, asText];

/**
 * Returns what an HTML page says of its article, and its comments, which may stand in a frame that was saved inside the
 * page. Never throws.
 */
export function readHtml(html: string, url: string | null, extractors = htmlExtractors): Reading {
  const { page, article, warnings } = openPage(html, url);
  const { result, trials, provider, claimedCount } = readComments(page, extractors);
  // Where a post opens the thread, the lead is its text.
  const lead =
    result?.opening === undefined ? (article.lead ?? leadOn(page.document, page.tree, article.headline)) : null;
  return { article: { ...article, lead, claimedCount }, result, provider, trials, warnings };
}

interface OpenPage {
  readonly page: HtmlPage;
  readonly article: Article;
  readonly warnings: readonly Warning[];
}

function openPage(html: string, url: string | null): OpenPage {
  const { document, truncated } = parseHtml(html);
  const { objects, warnings } = readJsonLd(document);
  const article = readArticle(document, objects, url);
  const tree = elementTree(document);
  const provider = providerOf(document, tree);
  return {
    page: { document, tree, jsonLd: objects, url: article.url, claimedCount: article.claimedCount, provider },
    article,
    warnings: truncated === null ? warnings : [{ code: 'truncated', message: truncated }, ...warnings],
  };
}

type Comments = Pick<Reading, 'result' | 'trials' | 'provider'> & Pick<HtmlPage, 'claimedCount'>;

/** What a frame declares counts more than what is guessed of the page around it. */
function readComments(page: HtmlPage, extractors: readonly Extractor<HtmlPage>[]): Comments {
  const { claimedCount } = page;
  const declaring = extractors.filter((extractor) => !GUESSES.includes(extractor));
  const guessing = extractors.filter((extractor) => GUESSES.includes(extractor));
  const declared = readWith(declaring, page);
  if (hasReaders(declared.result)) return { ...declared, provider: null, claimedCount };

  const frames = framedPages(page.document, openFrame);
  const framed = mostComments(frames, declaring);
  if (framed !== null) return { ...framed, claimedCount: claimedCount ?? framed.claimedCount };

  const guessed = declared.result === null ? readWith(guessing, page) : declared;
  const here = { ...guessed, trials: declared === guessed ? guessed.trials : [...declared.trials, ...guessed.trials] };
  if (hasReaders(here.result)) return { ...here, provider: null, claimedCount };

  const ofComments = frames.filter(({ isOfComments }) => isOfComments);
  const last = mostComments(ofComments, guessing);
  if (last !== null) return { ...last, claimedCount: claimedCount ?? last.claimedCount };
  const isEmpty = ofComments.some((frame) => frame.page.claimedCount === 0);
  return { ...here, claimedCount, provider: isEmpty ? null : providerBeside(page) };
}

const openFrame = (html: string): HtmlPage => openPage(html, null).page;

function readWith(extractors: readonly Extractor<HtmlPage>[], page: HtmlPage): Pick<Reading, 'result' | 'trials'> {
  const { result, trials } = firstResult(extractors, page);
  return { result: result === null ? null : withDeclaredTexts(result, page.jsonLd), trials };
}

/** The comments of the frame that has most; null where none has any. The article is that of the page around it. */
function mostComments(
  frames: readonly FramedPage<HtmlPage>[],
  extractors: readonly Extractor<HtmlPage>[],
): Comments | null {
  let most: Comments | null = null;
  for (const { page } of frames) {
    const { result, trials } = readWith(extractors, page);
    if (!hasReaders(result) || result.comments.length <= (most?.result?.comments.length ?? 0)) continue;
    const { opening: _, ...comments } = result;
    most = { result: comments, trials, provider: null, claimedCount: page.claimedCount };
  }
  return most;
}

function hasReaders(result: Result | null): result is Result {
  return result?.comments.some(({ fromReader }) => fromReader) ?? false;
}

/** The service that would draw the comments; a frame of its own that was saved in a file beside the page is named. */
function providerBeside({ document, provider }: HtmlPage): Reading['provider'] {
  const file = provider === null ? null : savedFrame(document);
  if (provider === null || file === null) return provider;
  return { ...provider, instead: `the file of its frame, which was saved beside the page: ${file}` };
}
