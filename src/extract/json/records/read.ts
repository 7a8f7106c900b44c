import { plainName } from '../../../tables/index.ts';
import { type RawComment, rawComment } from '../../thread.ts';
import { htmlField, plainField } from '../responses/fields.ts';
import { type Columns, columnsOf, isShown, parentIn } from './columns.ts';
import { REPLIES, TITLE } from './names.ts';
import { dateOf, type Fields, idOf, isFields, listOf, nameOf, textOf, unwrapped, votesOf } from './values.ts';

/** More than any thread has; in all levels together. */
const MAX_RECORDS = 500_000;
/** Elements that a text of HTML has, and entities. */
const HTML =
  /<\/(?:p|div|a|em|strong|b|i|span|blockquote|li|code|pre)>|<(?:p|br)\s*\/?>|&(?:amp|lt|gt|quot|nbsp|#\d{2,6}|#x[\da-f]{2,5});/i;

interface Placed {
  readonly record: Fields;
  /** The index of what it stands below; null at the top. */
  readonly parent: number | null;
}

/**
 * Returns the comments that a list of objects holds, whatever its fields are called, or why they are none. They are told by
 * what stands in their fields: a text that varies, ids that are unique, parents that name ids, a name or a list that is
 * `listedAs` comments are.
 */
export function commentsOfRecords(list: readonly unknown[], listedAs: boolean): readonly RawComment[] | string {
  const placed = placedRecords(list);
  const records = placed.map(({ record }) => record);
  const columns = columnsOf(records);
  if (columns === null) return 'no field of its items is a text that varies';
  const { author, date, id, parents } = columns;
  const isNested = placed.some(({ parent }) => parent !== null);
  const isAnswered = isNested || parents.length > 0;
  if (author === null && !isAnswered && !(listedAs && (date !== null || id !== null)))
    return 'its items have no authors';
  const isCalledComment = /comment|kommentar|coment|review/.test(plainName(columns.text));
  if (id === null && date === null && !isAnswered && !listedAs && !isCalledComment)
    return 'its items have neither ids nor dates';
  if (!listedAs && !isAnswered && isTitled(records)) return 'its items have titles, as articles have';
  const ids = new Set(id === null ? [] : records.map((record) => idOf(record[id])));
  const isHtml = records.some((record) => HTML.test(textOf(record[columns.text]) ?? ''));
  return placed.map((item) => commentOf(item, columns, ids, isHtml));
}

function commentOf(
  { record, parent }: Placed,
  columns: Columns,
  ids: ReadonlySet<string | null>,
  isHtml: boolean,
): RawComment {
  const { id, parents, date, up, down } = columns;
  const author = columns.authors.find((key) => key in record) ?? null;
  const text = textOf(record[columns.text]) ?? '';
  const named = parents.map((key) => parentIn(record[key], ids)).find((found) => found !== null);
  return rawComment({
    id: id === null ? null : idOf(record[id]),
    parent: named ?? parent,
    author: author === null ? null : readerOf(nameOf(record[author])),
    ...(isHtml ? htmlField(text) : plainField(text)),
    dateCreated: date === null ? null : dateOf(record[date]),
    upvoteCount: up === null ? null : votesOf(record[up]),
    downvoteCount: down === null ? null : votesOf(record[down]),
    fromReader: isShown(record, columns) && !/^\[(?:deleted|removed)\]$/i.test(text),
  });
}

function readerOf(author: string | null): string | null {
  return author === '[deleted]' ? null : author;
}

/** The objects of a list and, below each, those of its replies. */
function placedRecords(list: readonly unknown[]): Placed[] {
  const placed: Placed[] = [];
  const pending = list
    .filter(isFields)
    .map((record): Placed => ({ record: unwrapped(record), parent: null }))
    .reverse();
  for (let next = pending.pop(); next !== undefined && placed.length < MAX_RECORDS; next = pending.pop()) {
    const parent = placed.push(next) - 1;
    for (const record of repliesOf(next.record).toReversed()) pending.push({ record, parent });
  }
  return placed;
}

/** Returns what stands below a record as answers to it. */
export function repliesOf(record: Fields): readonly Fields[] {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'object' || value === null || !REPLIES.includes(plainName(key))) continue;
    const replies = listOf(value);
    if (replies.length > 0) return replies;
  }
  return [];
}

/** Says whether at least half of the items have a title. */
export function isTitled(records: readonly Fields[]): boolean {
  const titled = records.filter((record) =>
    Object.entries(record).some(([key, value]) => TITLE.includes(plainName(key)) && textOf(value) !== null),
  );
  return titled.length * 2 >= records.length;
}
