import { isDateLine } from '../patterns/dates.ts';
import type { RawComment } from '../thread.ts';
import { couldBeName, endsComments, isNoise, readHeader } from './header.ts';
import { type Line, trimmed } from './lists.ts';

const ANSWERS =
  /^(?:(?:in )?reply to|replying to|antwort auf|als antwort auf|(?:en )?réponse à|en respuesta a|in risposta a|em resposta a|als antwoord op)\s+(.{1,80})$/i;

interface Head {
  readonly author: string | null;
  readonly date: string | null;
  /** The first line of its text. */
  readonly next: number;
}

/**
 * Returns the comments of a scrape without lists: each starts with a name and a date, on one line or on two. At most
 * `limit` are read, because teasers of other articles look the same and come after them.
 */
export function flatComments(lines: readonly Line[], start: number, limit: number): RawComment[] {
  const comments: RawComment[] = [];
  const lastBy = new Map<string | null, number>();
  let head = headAt(lines, start);
  for (let i = start; i < lines.length && comments.length < limit; ) {
    if (head === null) {
      if (comments.length > 0 && endsComments(lines[i]!.text)) break;
      head = headAt(lines, ++i);
      continue;
    }
    let end = head.next;
    let following: Head | null = null;
    while (end < lines.length && !endsComments(lines[end]!.text)) {
      following = headAt(lines, end);
      if (following !== null) break;
      end++;
    }
    const body = lines.slice(head.next, end).map(({ text }) => text);
    const answered = ANSWERS.exec(body[0] ?? '')?.[1];
    const text = trimmed(answered === undefined ? body : body.slice(1));
    if (text !== '') {
      comments.push({
        id: null,
        parent: answered === undefined ? null : (lastBy.get(answered) ?? null),
        author: head.author,
        text,
        dateCreated: head.date,
        upvoteCount: null,
        downvoteCount: null,
        fromReader: true,
      });
      lastBy.set(head.author, comments.length - 1);
    }
    if (following === null) break;
    i = end;
    head = following;
  }
  return comments;
}

function headAt(lines: readonly Line[], at: number): Head | null {
  const line = lines[at];
  if (line === undefined || line.marker !== null || line.text === '' || isNoise(line.text)) return null;
  if (couldBeName(line.text)) {
    const below = lines[at + 1]?.text === '' ? at + 2 : at + 1;
    const date = lines[below];
    if (date !== undefined && date.marker === null && isDateLine(date.text)) {
      const header = readHeader([line.text, date.text]);
      return header === null ? null : { ...header, next: below + 1 };
    }
  }
  if (line.text.length > 100) return null;
  const header = readHeader([line.text]);
  return header?.certain && header.author !== null && header.date !== null && couldBeName(header.author)
    ? { ...header, next: at + 1 }
    : null;
}
