import type { Comment } from '../schemas.ts';

/** The text of a comment with what it quotes blanked out: the words of others say nothing of its author. */
export function ownWords({ text, quotes }: Pick<Comment, 'text' | 'quotes'>): string {
  let said = '';
  let from = 0;
  for (const quote of quotes) {
    const start = Math.max(from, quote.start);
    const end = Math.min(text.length, quote.end);
    if (start >= end) continue;
    said += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return said + text.slice(from);
}
