import { fieldsFor } from '../../tables/index.ts';
import { htmlText } from '../dom/visible.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { machineTime } from '../times.ts';
import type { Flat } from './flat.ts';
import type { Roles } from './roles.ts';

/** Returns the comments of one thread's records, in their order. */
export function commentsOf(records: readonly Flat[], roles: Roles): RawComment[] {
  const ids = new Set(records.map((record) => idOf(record, roles)));
  const fieldOf = (record: Flat, role: keyof Roles) =>
    roles[role] === null ? null : (record.get(roles[role]) ?? null);
  return records.map((record) => {
    const id = idOf(record, roles);
    const written = fieldOf(record, 'text') ?? '';
    const author = (fieldOf(record, 'author') ?? anyAuthor(record)).trim();
    const date = fieldOf(record, 'date');
    return rawComment({
      id,
      parent: parentIn(fieldOf(record, 'parent'), ids) ?? parentInId(id, ids),
      author: author === '' || REMOVED.test(author) ? null : author,
      text: shownText(record.has(TWARC) ? unescaped(written) : written),
      dateCreated: date === null ? null : machineTime(date),
      upvoteCount: votesOf(fieldOf(record, 'upvotes')),
      downvoteCount: votesOf(fieldOf(record, 'downvotes')),
      fromReader: !REMOVED.test(written.trim()) && isPublished(record),
    });
  });
}

/** Lines may differ in their fields: one that lacks the usual one may have another. */
function anyAuthor(record: Flat): string {
  const [field] = fieldsFor('author', [...record.keys()]);
  return field === undefined ? '' : record.get(field)!;
}

/** Returns the id of a record; null where it has none. */
export function idOf(record: Flat, { id }: Roles): string | null {
  return plainId(id === null ? null : (record.get(id) ?? null));
}

/** An id without the kind of thing that Reddit puts before it (`t1_` a comment, `t3_` a post); null for none. */
export function plainId(id: string | null): string | null {
  return id?.trim().replace(/^t[1-6]_(?=\w)/, '') || null;
}

/** Where some records have no parent, pandas writes the numbers of the others as fractions: `12.0`. */
function parentIn(field: string | null, ids: ReadonlySet<string | null>): string | null {
  const parent = plainId(field);
  const whole = parent?.replace(/^(\d+)\.0$/, '$1') ?? null;
  return whole !== parent && ids.has(whole) ? whole : parent;
}

/** YouTube's replies are called after what they answer: `A.9x` answers `A`. */
function parentInId(id: string | null, ids: ReadonlySet<string | null>): string | null {
  const parent = id?.slice(0, Math.max(0, id.indexOf('.'))) ?? '';
  return parent !== '' && ids.has(parent) ? parent : null;
}

const REMOVED = /^\[?(?:\[deleted\]|\[removed\]|deleted by user|removed by reddit)\]?$/i;

/** What exports of all comments say of those that readers do not see, by field. */
const UNPUBLISHED: readonly (readonly [field: RegExp, values: RegExp])[] = [
  [/^(?:comment_?)?(?:is_?)?approved$/i, /^(?:0|false|hold|spam|trash|post-trashed|pending)$/i],
  [/^moderated$/i, /^-1$/],
  [/^(?:comment_?)?(?:status|state)$/i, /^(?:hold|spam|trash|pending|rejected|deleted|removed|unapproved|hidden)$/i],
  [/^(?:is_?)?(?:spam|deleted|removed|hidden)$/i, /^(?:1|true|yes)$/i],
  [/^(?:comment_?)?type$/i, /^(?:pingback|trackback)$/i],
];

function isPublished(record: Flat): boolean {
  return !UNPUBLISHED.some(([field, values]) =>
    [...record].some(([name, value]) => field.test(name) && values.test(value.trim())),
  );
}

/** A column that twarc-csv adds; it writes a line feed as a backslash and an n (0.7.2). */
const TWARC = '__twarc.version';

function unescaped(text: string): string {
  return text.replace(/\\([nrt])/g, (_, letter: string) => (letter === 't' ? '\t' : '\n'));
}

const MARKUP = /<\/?(?:p|br|a|em|strong|i|b|blockquote|code|div|span)\b[^<>]*>/i;
const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", amp: '&' };

/** YouTube's Takeout writes a text as stretches of it, one object of JSON each. */
function inPieces(written: string): string {
  try {
    const pieces: readonly { readonly text?: unknown }[] = JSON.parse(`[${written}]`);
    return pieces.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
  } catch {
    return written;
  }
}

/** The text that readers see: some exports hold its markup, and Reddit's and Twitter's escape the characters of markup. */
function shownText(field: string): string {
  const written = field.startsWith('{"text":') ? inPieces(field) : field;
  if (MARKUP.test(written)) return htmlText(written);
  const text = written.replace(/\r\n?/g, '\n').trim();
  return text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name: string) => ESCAPES[name]!);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

/** A count as tables and YouTube write it: `1,204`, `12.0`, `1.2K`. */
function votesOf(shown: string | null): number | null {
  const [, digits, unit = ''] = /^(-?\d{1,12}(?:\.\d+)?)([km]?)$/i.exec((shown ?? '').trim().replaceAll(',', '')) ?? [];
  return digits === undefined ? null : Math.round(Number(digits) * UNITS[unit.toLowerCase()]!);
}
