import type { Comment, Warning } from '../schemas.ts';
import { languageOf } from './language.ts';
import { withoutQuotes } from './without-quotes.ts';

/**
 * Returns a warning where more than half of the comments whose language is told are not in English, which alone the
 * model reads; else null.
 */
export function warningOfLanguage(comments: readonly Comment[]): Warning | null {
  const languages = comments.map((comment) => languageOf(withoutQuotes(comment))).filter((code) => code !== null);
  const others = languages.filter((code) => code !== 'en');
  if (others.length * 2 <= languages.length) return null;
  const [most, count] = mostFrequent(others);
  const share = `${others.length} of ${comments.length} ${comments.length === 1 ? 'comment' : 'comments'}`;
  const named = most === 'und' ? '' : `, ${count} of them in ${nameOf(most)} (${most})`;
  const message = `${share} not in English${named}: the model reads English alone, and its answers on them mean little`;
  return { code: 'other-language', message };
}

/** Returns the code that comes most often, the first of them on a tie, and how often it comes. */
function mostFrequent(codes: readonly string[]): [code: string, count: number] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
}

function nameOf(code: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
}
