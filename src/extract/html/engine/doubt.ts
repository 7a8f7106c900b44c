import { couldBeName } from '../../patterns/names.ts';
import type { RawComment } from '../../thread.ts';

/**
 * Returns why what was read cannot be comments as the platform marks them, or null: another site may use the same names
 * for something else. Some need a text, and names are neither sentences nor the texts themselves.
 */
export function doubtOn(comments: readonly RawComment[]): string | null {
  const readers = comments.filter(({ fromReader }) => fromReader);
  if (readers.length === 0) return null;
  const written = readers.filter(({ text }) => text !== '');
  if (written.length === 0) return comments.length > readers.length ? null : 'none with a text';
  const named = written.filter(({ author }) => author !== null);
  if (isMost(named, ({ author }) => !couldBeName(author!))) return 'most with a sentence for a name';
  if (isMost(named, ({ author, text }) => author === text)) return 'most with a name for a text';
  return null;
}

function isMost(comments: readonly RawComment[], matches: (comment: RawComment) => boolean): boolean {
  return comments.filter(matches).length > comments.length / 2;
}
