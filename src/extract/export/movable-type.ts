import { NO_ARTICLE } from '../article.ts';
import { choose } from '../discussions.ts';
import type { Extractor, Reading } from '../extractor.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { label, leadOfHtml, typedField } from './fields.ts';

/** A text in the export format of Movable Type. */
export interface TextFile {
  readonly text: string;
  readonly url: string | null;
  readonly thread: string | null;
}

/** As much of a text tells, in UTF-16 units. */
const SAMPLE = 65_536;
const FIELD = /^([A-Z][A-Z ]{1,30}):[ \t]?(.*)$/;

/**
 * The import and export format of Movable Type, which TypePad and Hatena Blog write too:
 * https://movabletype.org/documentation/appendices/import-export-format.html
 */
export const movableTypeExport: Extractor<TextFile> = {
  name: 'Movable Type export',
  read: ({ text, thread, url }) => {
    if (!looksLikeTextExport(text)) return 'no fields and sections in capitals';
    const entries = text
      .replaceAll('\r\n', '\n')
      .split(/^--------$/m)
      .filter((entry) => entry.trim() !== '');
    const discussions = entries.map(discussionOf).filter(({ comments }) => comments.length > 0);
    if (discussions.length === 0) {
      const message = `the Movable Type export holds ${entries.length} entries and no comments`;
      return { platform: 'Movable Type', comments: [], warnings: [{ code: 'unreadable-data', message }] };
    }
    const { comments, article, warnings } = choose(discussions, thread, url);
    return { platform: 'Movable Type', comments, article, warnings };
  },
};

/** Says whether a text is in a format of its own that a platform exports. */
export function looksLikeTextExport(text: string): boolean {
  const head = text.slice(0, SAMPLE).replaceAll('\r\n', '\n');
  return /^[\s\ufeff]*(?:AUTHOR|TITLE|BASENAME|STATUS|DATE): /.test(head) && /\n-----\n(?:BODY|COMMENT):\n/.test(head);
}

/** Returns what a text that a platform exports says of its article, and its comments; null where it is none of these. */
export function readTextExport(text: string, url: string | null, thread: string | null): Reading | null {
  const result = movableTypeExport.read({ text, url, thread });
  if (typeof result === 'string') return null;
  const article = { ...NO_ARTICLE, ...result.article, url };
  return {
    article,
    result,
    provider: null,
    trials: [{ extractor: movableTypeExport.name, rejected: null }],
    warnings: [],
  };
}

function discussionOf(entry: string) {
  const [head = '', ...sections] = entry.split(/^-----$/m).map((section) => section.trim());
  const { fields } = fieldsOf(head.split('\n'), null);
  const body = sections.find((section) => section.startsWith('BODY:\n'));
  return {
    id: fields.get('BASENAME') ?? null,
    article: {
      headline: label(fields.get('TITLE') ?? null),
      lead: leadOfHtml(body?.slice('BODY:\n'.length) ?? null),
    },
    comments: sections.filter((section) => section.startsWith('COMMENT:\n')).map(commentOf),
  };
}

function commentOf(section: string): RawComment {
  const { fields, rest } = fieldsOf(section.split('\n').slice(1), 'DATE');
  return rawComment({
    author: label(fields.get('AUTHOR') ?? null),
    ...typedField(rest),
    dateCreated: dateOf(fields.get('DATE') ?? null),
  });
}

/** The fields at the beginning, up to `last` where that is given, and what stands behind them. */
function fieldsOf(lines: readonly string[], last: string | null) {
  const fields = new Map<string, string>();
  let at = 0;
  for (; at < lines.length && (last === null || !fields.has(last)); at++) {
    const [, name, value] = FIELD.exec(lines[at]!) ?? [];
    if (name === undefined || value === undefined) break;
    if (!fields.has(name)) fields.set(name, value.trim());
  }
  return { fields, rest: lines.slice(at).join('\n') };
}

/** "01/31/2002 03:47:06 PM" is the format's only date, so that the first number is the month. */
function dateOf(date: string | null): string | null {
  const [, month, day, year, hour, rest, half] =
    /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d(?::\d\d)?) ?([AP]M)?$/i.exec(date ?? '') ?? [];
  if (month === undefined || hour === undefined) return date;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0);
  return `${year}-${month}-${day}T${String(hours).padStart(2, '0')}:${rest}`;
}
