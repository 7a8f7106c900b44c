import { htmlText } from '../../extract/dom/visible.ts';
import type { ClassifyInput } from '../../schemas.ts';
import { beginning } from '../../text/beginning.ts';
import { apiError } from '../api-error.ts';
import { perspectiveError } from './error.ts';
import type { CommentContext, TextEntry } from './schemas.ts';

/** UTF-16 units of an article that stance is measured towards: its headline or first words. */
const MAX_TARGET_LENGTH = 300;

/**
 * Returns the text of an entry as a reader sees it. Offsets in responses point into this text, which for HTML is the
 * text without its markup.
 * @param field path of the entry in the request, for messages
 * @param maxLength UTF-16 units of the entry, markup included
 * @throws HTTPException INVALID_ARGUMENT when there is no text, or too much
 */
export function textOf({ text, type }: TextEntry, field: string, maxLength: number): string {
  if (text.length > maxLength) {
    throw perspectiveError(
      'COMMENT_TOO_LONG',
      `${field}.text: expected at most ${maxLength} characters, got ${text.length}`,
    );
  }
  const visible = type === 'HTML' ? htmlText(text) : text;
  if (visible.trim() === '') throw perspectiveError('COMMENT_EMPTY', `${field}.text: expected words, got none`);
  return visible;
}

/** What a comment is classified towards: the article's headline or first line, and the parent comment. */
export type TargetAndParent = Pick<ClassifyInput, 'target' | 'parent'>;

/**
 * Returns the target and the parent that the context of a request names.
 * @throws HTTPException INVALID_ARGUMENT for a context of both kinds, and as `textOf` does
 */
export function targetAndParent(context: CommentContext | null | undefined, maxLength: number): TargetAndParent {
  const both = context?.articleAndParentComment;
  if (both == null) return {};
  if (context?.entries != null) {
    throw apiError('INVALID_ARGUMENT', 'context: expected entries or articleAndParentComment, got both');
  }
  const { article, parentComment } = both;
  const path = 'context.articleAndParentComment';
  return {
    ...(article == null ? {} : { target: firstLine(textOf(article, `${path}.article`, Number.POSITIVE_INFINITY)) }),
    ...(parentComment == null ? {} : { parent: textOf(parentComment, `${path}.parentComment`, maxLength) }),
  };
}

function firstLine(article: string): string {
  const line = article.trim().split('\n', 1)[0]!;
  return line.length <= MAX_TARGET_LENGTH ? line : beginning(line, MAX_TARGET_LENGTH).replace(/\s\S*$/, '');
}
