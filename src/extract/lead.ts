import type { Comment } from '../schemas.ts';
import type { Article } from './article.ts';
import type { Result } from './extractor.ts';
import { openingOf } from './patterns/prose.ts';

/** As much of a paragraph tells that a comment says it, in UTF-16 units. */
const TELLING = 60;

/**
 * Returns the lead of a thread: the post that the comments answer, where that is known, else what the page says is the
 * article's, up to the paragraph that is a comment's: then it was found in the wrong place, or went on too far.
 */
export function leadAbove(comments: readonly Comment[], { lead }: Article, result: Result | null): string | null {
  if (result?.opening !== undefined) return result.opening === null ? null : openingOf(result.opening);
  if (lead === null) return null;
  const paragraphs = lead.split('\n\n');
  const end = paragraphs.findIndex((text) => comments.some((comment) => says(comment, text.slice(0, TELLING))));
  return (end === -1 ? lead : paragraphs.slice(0, end).join('\n\n')) || null;
}

/** Says whether a line of a comment starts like that, outside of what it quotes. */
function says({ text, quotes }: Comment, start: string): boolean {
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + start.length)) {
    const isQuoted = quotes.some((quote) => quote.start <= at && at < quote.end);
    if (!isQuoted && (at === 0 || text[at - 1] === '\n')) return true;
  }
  return false;
}
