import type { Comment } from '../schemas.ts';

/** Returns the text of a comment with what it quotes as spaces: the words of others say nothing of its author. */
export function withoutQuotes({ text, quotes }: Pick<Comment, 'text' | 'quotes'>): string {
  let own = '';
  let from = 0;
  for (const quote of quotes) {
    const start = Math.max(from, quote.start);
    const end = Math.min(text.length, quote.end);
    if (start >= end) continue;
    own += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return own + text.slice(from);
}
