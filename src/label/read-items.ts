import { explainThread, type Page, readPage } from '../extract/index.ts';
import { type Flat, flat } from '../extract/rows/flat.ts';
import { rolesOf } from '../extract/rows/roles.ts';
import type { Thread } from '../schemas.ts';
import { suggestTargets } from '../targets/index.ts';
import { distinct, type Item, itemOf, itemsOf } from './items.ts';

/** What to read of a file. */
export interface ReadItemsOptions {
  /** What stances are asked towards. Default: what a thread suggests first, and what a row names. */
  readonly targets?: readonly string[] | undefined;
  /** Field or column with the texts; told by its name and content where it is left out. */
  readonly text?: string | undefined;
  /** Of several discussions in a page or an export, which. */
  readonly thread?: string | undefined;
  /** Name that rows carry as their source. */
  readonly source: string;
}

/** Comments to label, and what could not be read. */
export interface ReadItems {
  readonly items: readonly Item[];
  readonly warnings: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Returns the comments of anything that `btl extract` or `btl classify` reads: a page, a thread, an export, a table or JSON
 * lines of comments, of one article or of many; or rows that bring what `classify` asks for, `{text, target, parent,
 * article}`.
 * @throws BelowTheLineError as `readPage` and `extractThread` do
 */
export function readItems(bytes: Uint8Array, options: ReadItemsOptions): ReadItems {
  const page = readPage(bytes);
  const rows = rowsOf(page);
  if (rows !== null && isToClassify(rows, options))
    return { items: itemsOfRows(rows, options), warnings: warningsOf(page) };
  const threads = pagesOf(page, options).map((one) => ({ ...one, thread: explainThread(one.page, options).thread }));
  const items = threads.flatMap(({ thread, group }) =>
    itemsOf(thread, options.targets ?? firstTarget(thread), options.source, group),
  );
  return {
    items: distinct(items),
    warnings: [...new Set(threads.flatMap(({ thread }) => thread.warnings.map(({ message }) => message)))],
  };
}

const warningsOf = ({ warnings = [] }: Page): string[] => warnings.map(({ message }) => message);

/** The rows of a page that is a list of them; null for any other. */
function rowsOf(page: Page): readonly Row[] | null {
  if (page.kind === 'lines' || page.kind === 'table') return page.rows;
  const isList = page.kind === 'json' && Array.isArray(page.json) && page.json.every(isRow);
  return isList ? (page.json as Row[]) : null;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says whether rows bring their own target, parent or article, in words; ids that lead to other rows are none. */
function isToClassify(rows: readonly Row[], { text = 'text' }: ReadItemsOptions): boolean {
  return rows.some(
    (row) =>
      wordsIn(row[text]) !== null &&
      (wordsIn(row.target) !== null || isSentence(row.parent) || isSentence(row.article)),
  );
}

const wordsIn = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const isSentence = (value: unknown): boolean => /\S\s+\S/.test(wordsIn(value) ?? '');

function itemsOfRows(rows: readonly Row[], { text = 'text', targets, source }: ReadItemsOptions): Item[] {
  const items = rows.flatMap((row) => {
    const own = wordsIn(row[text]);
    if (own === null) return [];
    const [target, parent, article] = [wordsIn(row.target), wordsIn(row.parent), wordsIn(row.article)];
    return [
      itemOf({
        author: wordsIn(row.author),
        text: own,
        above: parent === null ? [] : [{ author: null, text: parent }],
        headline: article,
        lead: null,
        targets: targets ?? (target === null ? [] : [target]),
        group: wordsIn(row.group) ?? article ?? '',
        source,
      }),
    ];
  });
  return distinct(items);
}

/** A page of one discussion, and what the records call it. */
interface Discussion {
  readonly page: Page;
  readonly group?: string;
}

/** A list of comments of several articles as a page for each; anything else as it is. */
function pagesOf(page: Page, { text, thread }: ReadItemsOptions): Discussion[] {
  if ((page.kind !== 'lines' && page.kind !== 'table') || thread !== undefined) return [{ page }];
  const records = page.rows.map((row) => flat(row));
  const field = rolesOf(records, text ?? null).thread ?? ownGroup(records);
  if (field === null) return [{ page }];
  const groups = new Map<string, Row[]>();
  for (const [i, record] of records.entries()) {
    const id = record.get(field)?.trim() ?? '';
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [page.rows[i]!]);
    else group.push(page.rows[i]!);
  }
  return [...groups].map(([group, rows]) => ({ page: { ...page, rows }, ...(group !== '' && { group }) }));
}

/** The field by which labelled data of ours keeps articles apart; null where there is none that all records have and share. */
function ownGroup(records: readonly Flat[]): string | null {
  const isShared = (field: string) => {
    const values = new Set(records.map((record) => record.get(field)));
    return !values.has(undefined) && values.size < records.length;
  };
  return ['article', 'group'].find(isShared) ?? null;
}

/** One question a comment is answered quickly: the dispute in the headline where there is one, else what is likeliest. */
function firstTarget(thread: Thread): string[] {
  const suggestions = suggestTargets(thread);
  const first = suggestions.find(({ kind }) => kind === 'issue') ?? suggestions[0];
  return first === undefined ? [] : [first.target];
}
