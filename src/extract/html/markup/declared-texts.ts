import type { Result } from '../../extractor.ts';
import { commentsOf, type JsonLd } from '../../json/linked-data.ts';
import { isoDate } from '../../patterns/dates.ts';
import { folded } from '../../patterns/lines.ts';
import type { RawComment } from '../../thread.ts';

/** Letters and digits that tell whether two texts are the same. */
const TELLING = 30;
/** A text that shows the beginning of another is cut short where that is as many times as long. */
const MUCH_LONGER = 1.2;

/**
 * Returns the comments of a page's markup with the texts that its linked data give for them, where the markup shows
 * something else: a note to log in, a hint that a text gives away too much, or the beginning.
 */
export function withDeclaredTexts(result: Result, objects: readonly JsonLd[]): Result {
  const declared = commentsOf(objects)?.comments ?? [];
  if (declared.length === 0) return result;
  const found = counterparts(result.comments, declared);
  if (found.filter((comment) => comment !== null).length * 2 < Math.min(declared.length, result.comments.length))
    return result;
  return { ...result, comments: result.comments.map((comment, i) => withText(comment, found[i]!)) };
}

/** For each comment of the markup, the one of the linked data that is the same: by id, or by author and time. */
function counterparts(comments: readonly RawComment[], declared: readonly RawComment[]): (RawComment | null)[] {
  const byId = new Map(declared.flatMap((comment) => (comment.id === null ? [] : [[comment.id, comment] as const])));
  const byKey = new Map(declared.flatMap((comment) => keysOf(comment).map((key) => [key, comment] as const)));
  const inOrder = comments.length === declared.length;
  return comments.map((comment, i) => {
    const same = comment.id === null ? undefined : byId.get(comment.id);
    const alike =
      same ??
      keysOf(comment)
        .map((key) => byKey.get(key))
        .find((found) => found !== undefined);
    if (alike !== undefined) return alike;
    const beside = declared[i];
    return inOrder && beside !== undefined && comment.author !== null && comment.author === beside.author
      ? beside
      : null;
  });
}

function keysOf({ author, dateCreated }: RawComment): string[] {
  const date = dateCreated === null ? null : isoDate(dateCreated);
  return author === null || date === null ? [] : [`${date.slice(0, 16)} ${author}`];
}

function withText(comment: RawComment, declared: RawComment | null): RawComment {
  if (declared === null || !comment.fromReader || declared.text === '') return comment;
  const [shown, meant] = [folded(comment.text), folded(declared.text)];
  const isCut = meant.startsWith(shown.slice(0, TELLING)) && meant.length > shown.length * MUCH_LONGER;
  const isSame = shown.includes(meant.slice(0, TELLING)) || meant.includes(shown.slice(0, TELLING));
  return isSame && !isCut ? comment : { ...comment, text: declared.text, quotes: declared.quotes ?? [] };
}
