import { endsComments, isNoise } from '../patterns/boilerplate.ts';
import { isDateLine } from '../patterns/dates.ts';
import { couldBeName } from '../patterns/names.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { type Header, readHeader } from './header.ts';
import { type Line, trimmed } from './lines.ts';

/** A line that names whom the comment replies to. */
const REPLY_TO =
  /^(?:(?:in )?reply to|replying to|antwort auf|als antwort auf|(?:en )?réponse à|en respuesta a|in risposta a|em resposta a|als antwoord op)\s+(.{1,80})$/i;
/** A header on one line is shorter, in UTF-16 units. */
const MAX_HEADER = 100;

interface FlatHeader extends Header {
  /** The index of the first line of its text. */
  readonly textStart: number;
}

/**
 * Returns the comments of a scrape without lists: each starts with a name and a date, on one line or on two. At most
 * `limit` are read, because teasers of other articles look the same and come after them.
 */
export function flatComments(lines: readonly Line[], start: number, limit: number): RawComment[] {
  const comments: RawComment[] = [];
  const lastBy = new Map<string | null, number>();
  let header = headerAt(lines, start);
  for (let i = start; i < lines.length && comments.length < limit; ) {
    if (header === null) {
      if (comments.length > 0 && endsComments(lines[i]!.text)) break;
      header = headerAt(lines, ++i);
      continue;
    }
    let end = header.textStart;
    let next: FlatHeader | null = null;
    while (end < lines.length && !endsComments(lines[end]!.text)) {
      next = headerAt(lines, end);
      if (next !== null) break;
      end++;
    }
    const body = lines.slice(header.textStart, end).map(({ text }) => text);
    const replyTo = REPLY_TO.exec(body[0] ?? '')?.[1];
    const text = trimmed(replyTo === undefined ? body : body.slice(1));
    if (text !== '') {
      const parent = replyTo === undefined ? null : (lastBy.get(replyTo) ?? null);
      comments.push(rawComment({ parent, author: header.author, text, dateCreated: header.date }));
      lastBy.set(header.author, comments.length - 1);
    }
    if (next === null) break;
    i = end;
    header = next;
  }
  return comments;
}

function headerAt(lines: readonly Line[], index: number): FlatHeader | null {
  const line = lines[index];
  if (line === undefined || line.marker !== null || line.text === '' || isNoise(line.text)) return null;
  if (couldBeName(line.text)) {
    const below = lines[index + 1]?.text === '' ? index + 2 : index + 1;
    const date = lines[below];
    if (date !== undefined && date.marker === null && isDateLine(date.text)) {
      const header = readHeader([line.text, date.text]);
      return header === null ? null : { ...header, textStart: below + 1 };
    }
  }
  if (line.text.length > MAX_HEADER) return null;
  const header = readHeader([line.text]);
  return header?.certain && header.author !== null && header.date !== null && couldBeName(header.author)
    ? { ...header, textStart: index + 1 }
    : null;
}
