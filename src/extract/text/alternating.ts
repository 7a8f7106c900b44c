import { endsComments, isButton } from '../patterns/boilerplate.ts';
import { endsAsSentence } from '../patterns/lines.ts';
import { couldBeName } from '../patterns/names.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { type Candidate, NO_COMMENTS } from './candidate.ts';
import type { Line } from './lines.ts';

const MIN_COMMENTS = 3;
/** Of the texts on average, in UTF-16 units: rows of a table are shorter. */
const MIN_MEAN_LENGTH = 40;
const MAX_NAME = 40;

/**
 * Returns the comments of a scrape that has only names and texts, a line each in turn, below the heading of the
 * comments; none where the lines do not keep to that.
 */
export function alternatingComments(lines: readonly Line[], start: number): Candidate {
  const shown: string[] = [];
  for (const { text, marker } of lines.slice(start)) {
    if (marker !== null || endsComments(text)) break;
    if (text !== '' && !isButton(text)) shown.push(text);
  }
  const comments: RawComment[] = [];
  for (let i = 0; i + 1 < shown.length; i += 2) {
    if (!couldBeName(shown[i]!) || shown[i]!.length > MAX_NAME) break;
    comments.push(rawComment({ author: shown[i]!, text: shown[i + 1]! }));
  }
  const length = comments.reduce((sum, { text }) => sum + text.length, 0) / Math.max(comments.length, 1);
  const said = comments.filter(({ text }) => endsAsSentence(text)).length;
  return comments.length >= MIN_COMMENTS && length > MIN_MEAN_LENGTH && said >= comments.length / 2
    ? { comments, score: comments.length }
    : NO_COMMENTS;
}
