import { BelowTheLineError } from '../../../errors.ts';
import type { ToxicityAttribute } from '../../../schemas.ts';
import { fieldsFor } from '../../../tables/index.ts';
import { TOXICITY_ATTRIBUTES } from '../../../tasks.ts';
import { openRecords, readRecords } from '../../rows/record-files.ts';
import type { TrainingRow } from '../../rows/training-rows.ts';
import type { Converted } from '../corpus.ts';
import { attributeMeaning, type Meaning, replyMeaning, stanceMeaning } from '../labels/meaning.ts';
import { checkedColumns, FIELDS, type Field, givenValues } from '../labels/options.ts';
import { attributeNamed, plain } from '../labels/words.ts';
import { counter, type Form, type Preview, readValues, type SourceOptions } from '../source.ts';
import { cellOf } from './cells.ts';

type Columns = Partial<Record<Field, string>>;
type Meanings = Partial<Record<Field, Meaning<number | string>>>;

const LABEL_FIELDS: readonly Field[] = ['stance', ...TOXICITY_ATTRIBUTES];

/** Any table, JSON lines or JSON list, with a map from our fields to its columns. Rows are for the tasks that fit. */
export const table: Form = {
  name: 'csv',
  files: 'any.csv, .tsv, .json or .jsonl --map text=comment --map toxicity=is_toxic',
  open: async (paths, options) => {
    const columns = await columnsFor(paths, options);
    const { rows, meanings, values } = await seen(paths, columns, options);
    const preview: Preview = {
      form: 'a table',
      rows,
      columns: Object.entries(columns).map(([field, column]) => ({ field, column })),
      values,
    };
    return { preview, rows: rowsOf(paths, columns, meanings, options) };
  },
};

/** Returns the columns that were asked for, or those whose names say what they hold. */
async function columnsFor(paths: readonly string[], options: SourceOptions): Promise<Columns> {
  const asked = checkedColumns(options.columns ?? {});
  const present = await columnsOf(paths[0]!, options);
  const columns = Object.keys(asked).length > 0 ? asked : guessed(present);
  const missing =
    columns.text === undefined ? 'text' : LABEL_FIELDS.some((field) => field in columns) ? null : 'a label';
  if (missing === null) return columns;
  throw new BelowTheLineError(
    'invalid-input',
    `no column for ${missing}; expected --map field=column with fields of ${FIELDS.join(', ')}; ${paths[0]} has ${present.join(', ')}`,
  );
}

async function columnsOf(path: string, options: SourceOptions): Promise<readonly string[]> {
  const stream = await openRecords(path, options);
  if (stream.form === 'table') return stream.table.columns;
  for await (const row of readRecords(path, [], options)) if ('fields' in row) return Object.keys(row.fields);
  return [];
}

const GUESSES: Partial<Record<Field, readonly string[]>> = {
  id: ['id', 'comment id', 'tweet id', 'post id'],
  target: ['target', 'topic', 'claim', 'issue', 'headline'],
  parent: ['parent text', 'parent', 'body parent', 'quote', 'parent comment'],
  stance: ['stance', 'stance label'],
  group: ['group', 'article id', 'thread id', 'conversation id', 'link id', 'article', 'thread'],
};

function guessed(present: readonly string[]): Columns {
  const columns: Columns = {};
  const [text] = fieldsFor('text', present);
  if (text !== undefined) columns.text = text;
  for (const column of present) {
    const attribute = column === text ? undefined : attributeNamed(column);
    if (attribute !== undefined) columns[attribute] ??= column;
  }
  for (const [field, names] of Object.entries(GUESSES)) {
    const column = names.flatMap((name) => present.filter((one) => one !== text && plain(one) === name))[0];
    if (column !== undefined) columns[field as Field] = column;
  }
  // A target alone says nothing, and is a number in some tables.
  if (columns.stance === undefined) for (const field of ['target', 'parent'] as const) delete columns[field];
  return columns;
}

/** Reads everything once, for the values that the columns with labels have. */
async function seen(paths: readonly string[], columns: Columns, options: SourceOptions) {
  const fields = LABEL_FIELDS.filter((field) => field in columns);
  const counters = fields.map(() => counter());
  let rows = 0;
  for (const path of paths) {
    for await (const row of readRecords(path, tableColumns(columns), options)) {
      if (!('fields' in row)) continue;
      rows++;
      fields.forEach((field, i) => void counters[i]!.add(cellOf(row.fields, columns[field]!)));
    }
  }
  const given = givenValues(options.values ?? []);
  const toTarget = 'target' in columns || options.fixed?.target !== undefined;
  const meanings: Meanings = {};
  fields.forEach((field, i) => {
    const counts = counters[i]!.counts;
    const meaning =
      field === 'stance'
        ? toTarget
          ? stanceMeaning
          : replyMeaning
        : attributeMeaning.bind(null, field as ToxicityAttribute);
    meanings[field] = meaning(counts.keys(), given[field]);
  });
  const values = fields.map((field, i) => ({
    field,
    values: readValues(counters[i]!.counts, (value) => inWords(meanings[field]!.read(value))),
  }));
  return { rows, meanings, values };
}

/** Columns of a table; a point leads into an object, which tables do not have. */
const tableColumns = (columns: Columns): string[] => Object.values(columns);

const inWords = (label: number | string | null | undefined): string =>
  label === undefined ? 'not understood' : label === null ? 'unknown' : String(label);

async function* rowsOf(
  paths: readonly string[],
  columns: Columns,
  meanings: Meanings,
  options: SourceOptions,
): AsyncGenerator<Converted> {
  for (const path of paths) {
    for await (const record of readRecords(path, tableColumns(columns), options)) {
      if ('message' in record) {
        yield record;
        continue;
      }
      const cell = (field: Field) =>
        options.fixed?.[field] ?? (columns[field] === undefined ? '' : cellOf(record.fields, columns[field]));
      const rows = labelledRows(cell, columns, meanings);
      if (typeof rows === 'string') yield { line: record.line, message: rows };
      else for (const row of rows) yield { row };
    }
  }
}

/** Returns the rows of a record, one a task, or what is wrong with one of its labels. */
function labelledRows(cell: (field: Field) => string, columns: Columns, meanings: Meanings): TrainingRow[] | string {
  const read: Partial<Record<Field, number | string>> = {};
  for (const [field, meaning] of Object.entries(meanings) as [Field, Meaning<number | string>][]) {
    const label = meaning.read(cell(field));
    if (label === undefined)
      return `${columns[field]} is ${JSON.stringify(cell(field).slice(0, 80))}, ${meaning.expected}`;
    if (label !== null) read[field] = label;
  }
  const texts = (['id', 'text', 'source', 'group'] as const).flatMap((field) =>
    cell(field).trim() === '' ? [] : [[field, cell(field).trim()]],
  );
  const common = { text: '', ...Object.fromEntries(texts) };
  const { stance, ...labels } = read;
  const [target, parent] = [cell('target').trim(), cell('parent').trim()];
  const rows: unknown[] = [];
  if (Object.keys(labels).length > 0) rows.push({ ...common, labels });
  if (stance !== undefined) rows.push({ ...common, ...(target !== '' ? { target } : { parent }), stance });
  return rows.length === 0 ? 'has no label' : (rows as TrainingRow[]);
}
