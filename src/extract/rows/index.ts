import { BelowTheLineError } from '../../errors.ts';
import type { Warning } from '../../schemas.ts';
import { type BadRow, fieldsFor, isRecord, isTextField, listIn } from '../../tables/index.ts';
import { NO_ARTICLE } from '../article.ts';
import type { Reading } from '../extractor.ts';
import { commentsOf } from './comments.ts';
import { flat } from './flat.ts';
import { isPage, withoutPages } from './pages.ts';
import { rolesOf } from './roles.ts';
import { postOf, type RecordThread, threadNamed, threadsOf } from './threads.ts';

export { nameOfTable } from './unread.ts';

/** Records of JSON lines or of a table. */
export interface RowPage {
  readonly kind: 'lines' | 'table';
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly url: string | null;
}

/** What to read of records. */
export interface RowOptions {
  /** The article, video or post whose comments are read, as the records name it; the one with most where it is left out. */
  readonly thread?: string | undefined;
  /** The field that holds the texts; told by its name and content where it is left out. */
  readonly text?: string | undefined;
}

/** Lines and threads that a message names; the others are counted. */
const MAX_NAMED = 5;

/**
 * Returns what records of JSON lines or of a table say of their article, and their comments.
 * @throws BelowTheLineError `invalid-input` where they lack the field or the thread that was asked for.
 */
export function readRows(page: RowPage, { thread, text }: RowOptions = {}): Reading {
  const records = withoutPages(page.rows)
    .map(flat)
    .filter((record) => !isRule(record));
  const fields = [...new Set(records.slice(0, 100).flatMap((record) => [...record.keys()]))];
  if (text !== undefined && !records.some((record) => record.has(text))) {
    throw new BelowTheLineError('invalid-input', `no field ${JSON.stringify(text)}: there are ${fields.join(', ')}`);
  }
  const roles = rolesOf(records, text);
  const extractor = page.kind === 'lines' ? 'records of JSON lines' : 'table';
  if (roles.text === null) {
    const message = `none of the fields ${fields.join(', ')} holds texts of comments: name one with --text`;
    return unread(page, [{ code: 'unreadable-data', message }], { extractor, rejected: message });
  }
  const threads = threadsOf(records, roles);
  const chosen = thread === undefined ? threads[0]! : threadNamed(threads, thread);
  if (chosen === undefined) {
    throw new BelowTheLineError('invalid-input', `no thread ${JSON.stringify(thread)}: there are ${named(threads)}`);
  }
  const { article, opening, comments } = postOf(chosen, roles, page.url);
  return {
    article,
    result: {
      platform: null,
      comments: commentsOf(comments, roles),
      ...(opening !== null && { opening: opening.get(roles.text) ?? null }),
    },
    provider: null,
    trials: [{ extractor, rejected: null }],
    warnings: thread === undefined ? warningsOnOthers(threads, roles.thread) : [],
  };
}

/** Returns the records that a JSON document is or holds, where they are of comments; null where it has none. */
export function recordsOf(json: unknown): RowPage['rows'] | null {
  const rows = (isRecord(json) && !isPage(json) ? listIn(json) : undefined) ?? (Array.isArray(json) ? json : [json]);
  const records = rows.filter(isRecord);
  return withoutPages(records).some(isOfComment) ? records : null;
}

/** The line between the header and the records of a table in Markdown. */
function isRule(record: ReadonlyMap<string, string>): boolean {
  const cells = [...record.values()].filter((cell) => cell.trim() !== '');
  return cells.length > 0 && cells.every((cell) => /^\s*:?-{2,}:?\s*$/.test(cell));
}

/** A text alone may be anything; it comes with an id or a name. */
function isOfComment(record: Readonly<Record<string, unknown>>): boolean {
  const fields = [...flat(record).keys()];
  return fields.some(isTextField) && (fieldsFor('id', fields).length > 0 || fieldsFor('author', fields).length > 0);
}

function unread({ url }: RowPage, warnings: readonly Warning[], trial: Reading['trials'][number]): Reading {
  return { article: { ...NO_ARTICLE, url }, result: null, provider: null, trials: [trial], warnings };
}

/** Returns a warning that names the lines that are no records. */
export function warningsOnProblems(problems: readonly BadRow[]): Warning[] {
  if (problems.length === 0) return [];
  const first = problems.slice(0, MAX_NAMED).map(({ line, message }) => `line ${line} ${message}`);
  const more = problems.length > MAX_NAMED ? [`and ${problems.length - MAX_NAMED} more`] : [];
  return [{ code: 'unreadable-data', message: `left out: ${[...first, ...more].join('; ')}` }];
}

function warningsOnOthers(threads: readonly RecordThread[], field: string | null): Warning[] {
  if (threads.length < 2) return [];
  const all = threads.reduce((sum, { records }) => sum + records.length, 0);
  const message = `comments on ${threads.length} articles, by ${field}: these ${threads[0]!.records.length} of ${all} are on ${threads[0]!.id}; --thread chooses another, ${named(threads.slice(1))}`;
  return [{ code: 'comments-elsewhere', message }];
}

function named(threads: readonly RecordThread[]): string {
  const first = threads.slice(0, MAX_NAMED).map(({ id, records }) => `${id} (${records.length})`);
  return [...first, ...(threads.length > MAX_NAMED ? [`${threads.length - MAX_NAMED} more`] : [])].join(', ');
}
