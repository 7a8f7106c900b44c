import type { Warning } from '../schemas.ts';
import type { Provider } from './extractor.ts';
import type { BuiltThread } from './thread.ts';

/** As much text stands in for comments until they are drawn: a spinner, a button, a note. UTF-16 units. */
const MAX_FALLBACK = 500;

/**
 * Returns warnings on comments that a page does not hold, or holds without their text.
 *
 * @param claimed how many comments the page says it has
 * @param provider the service whose script would draw them
 */
export function warningsOnMissing(claimed: number, built: BuiltThread, provider: Provider | null): Warning[] {
  const { comments, notFromReaders, empty } = built;
  // Sites count pingbacks as comments.
  const seen = comments.length + notFromReaders + empty;
  const warnings: Warning[] = [];
  if (provider !== null && provider.drawn > MAX_FALLBACK) {
    const message = `${provider.name} has drawn ${provider.drawn} characters into the page, in which no comments were recognised: pipe in ${provider.instead}`;
    warnings.push({ code: 'unreadable-data', message });
  } else if (provider !== null) {
    const message = `${provider.name} draws the comments by a script, so the page does not hold them: pipe in ${provider.instead}`;
    warnings.push({ code: 'drawn-by-script', message });
  } else if (seen === 0 && claimed > 0) {
    warnings.push({ code: 'claimed-but-missing', message: `the page claims ${inWords(claimed)} and holds none` });
  } else if (seen < claimed) {
    warnings.push({ code: 'fewer-than-claimed', message: `the page claims ${inWords(claimed)} and holds ${seen}` });
  }
  if (empty > 0) warnings.push({ code: 'empty-comment', message: `${inWords(empty)} without text left out` });
  return warnings;
}

function inWords(count: number): string {
  return count === 1 ? '1 comment' : `${count} comments`;
}
