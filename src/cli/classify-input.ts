import { BelowTheLineError } from '../errors.ts';
import { flat } from '../extract/rows/flat.ts';
import { rolesOf } from '../extract/rows/roles.ts';
import {
  decodeStream,
  decodeUtf8,
  formOf,
  isRecord,
  isTextField,
  looksLikeTable,
  markedEncoding,
  openRows,
  parseJson,
  type Row,
} from '../tables/index.ts';
import { UsageError } from './arguments.ts';
import { cannotRead, cutBatches, openBytes } from './batches.ts';
import type { Columns, Reading } from './classify-reading.ts';

/** Comments to classify, whatever the form they came in. */
export interface CommentInput {
  /** Whole lines of JSON. */
  readonly batches: AsyncIterable<Uint8Array>;
  readonly shareRead: () => number | null;
  readonly reading: Reading;
  /** What was taken for what, for people; null where nothing had to be guessed. */
  readonly note: string | null;
}

/** Bytes by which a stream is told to be lines, a document or a table; more where they hold no line end. */
const SAMPLE = 65_536;
const MAX_SAMPLE = 4 * 1024 * 1024;
const NEWLINE = 10;
const TABLE_NAME = /\.(?:csv|tsv|tab)(?:\.gz)?$/i;

/**
 * Opens comments to classify: JSON lines, a JSON document with a list, or a table.
 *
 * @param onBad is told of every record of a table or document that is none
 * @throws BelowTheLineError `file` when they cannot be read, `invalid-input` where no field holds texts
 */
export async function openComments(
  path: string,
  columns: Columns,
  onBad: (line: number, message: string) => void,
): Promise<CommentInput> {
  const name = path === '-' ? 'standard input' : path;
  const { chunks, shareRead } = openBytes(path);
  const { start, all, ended } = await peeked(chunks, name);
  const encoding = markedEncoding(start);
  const sample = firstText(start);
  const form = formOf(sample);
  const isTable = columns.text !== undefined || TABLE_NAME.test(path) || beginsTable(sample, ended);
  if (form === 'lines' || (form === 'table' && !isTable)) {
    const fields = fieldsOfLines(sample, columns);
    const bytes = encoding?.startsWith('utf-16') ? encoded(decodeStream(all)) : all;
    const note =
      fields.text === undefined || columns.text !== undefined ? null : noteOn(name, 'JSON lines', fields.text);
    return { batches: cutBatches(bytes, name), shareRead, reading: { form: 'lines', fields }, note };
  }
  return openRecords(all, { name, shareRead, columns, onBad });
}

interface RecordSource {
  readonly name: string;
  readonly shareRead: () => number | null;
  readonly columns: Columns;
  readonly onBad: (line: number, message: string) => void;
}

async function openRecords(
  bytes: AsyncIterable<Uint8Array>,
  { name, shareRead, columns, onBad }: RecordSource,
): Promise<CommentInput> {
  const stream = await openRows(decodeStream(bytes)).catch((cause) => {
    throw cannotRead(name, cause);
  });
  const first = await stream.blocks.next().catch((cause) => {
    throw cannotRead(name, cause);
  });
  const rows: readonly Row[] = first.done === true ? [] : first.value;
  const records = rows.flatMap((row) => ('fields' in row ? [row.fields] : []));
  const known =
    stream.form === 'table' ? stream.table.columns : Object.keys(Object.assign({}, ...records.slice(0, 100)));
  for (const column of Object.values(columns)) {
    if (column !== undefined && !known.includes(column))
      throw new UsageError(`${name} has no column ${JSON.stringify(column)}: it has ${known.join(', ')}`);
  }
  const text = columns.text ?? (known.length === 0 ? 'text' : textFieldOf(records, known));
  if (text === null) {
    throw new BelowTheLineError(
      'invalid-input',
      `${name} has ${known.join(', ')}: name the column with the texts, --text COLUMN`,
    );
  }
  const batches = jsonBatches(rows, stream.blocks, name, onBad);
  const fields = { ...columns, text };
  const note =
    columns.text === undefined && known.length > 0
      ? noteOn(name, stream.form === 'table' ? 'a table' : 'a list', text)
      : null;
  const reading: Reading =
    stream.form === 'table'
      ? { form: 'table', fields, columns: stream.table.columns, delimiter: stream.table.dialect.delimiter ?? ',' }
      : { form: 'json', fields };
  return { batches, shareRead, reading, note };
}

const noteOn = (name: string, form: string, text: string) =>
  `${name} is ${form}; the texts are taken from ${JSON.stringify(text)} (--text chooses another)`;

async function* jsonBatches(
  first: readonly Row[],
  more: AsyncIterable<readonly Row[]>,
  name: string,
  onBad: (line: number, message: string) => void,
): AsyncGenerator<Uint8Array> {
  const encode = (rows: readonly Row[]): Uint8Array => {
    const lines = rows.flatMap((row) => {
      if ('fields' in row) return [`${JSON.stringify(row.fields)}\n`];
      onBad(row.line, row.message);
      return [];
    });
    return Buffer.from(lines.join(''));
  };
  yield encode(first);
  try {
    for await (const rows of more) yield encode(rows);
  } catch (cause) {
    throw cannotRead(name, cause);
  }
}

/** Says whether text that is no JSON is a table, and not lines that are broken. */
function beginsTable(sample: string, ended: boolean): boolean {
  return looksLikeTable(sample, ended, isTextField) || isTextField(sample.split(/\r?\n/, 1)[0]!.replace(/^"|"$/g, ''));
}

/** The fields of JSON lines: those that a comment has, unless others were asked for or the lines have none of a comment. */
function fieldsOfLines(sample: string, columns: Columns): Columns {
  if (columns.text !== undefined) return columns;
  const records = sample.split('\n').flatMap((line) => {
    try {
      const value = parseJson(line);
      return isRecord(value) ? [value] : [];
    } catch {
      return [];
    }
  });
  if (records.length === 0 || records.some(({ text }) => typeof text === 'string')) return columns;
  const text = textFieldOf(records, []);
  return text === null ? columns : { ...columns, text };
}

function textFieldOf(records: readonly Readonly<Record<string, unknown>>[], columns: readonly string[]): string | null {
  // A table that only begins has nothing but the names.
  return records.length === 0 ? (columns.find(isTextField) ?? null) : rolesOf(records.map(flat)).text;
}

/** Reads the beginning of a stream, and gives it back with the rest behind it. */
async function peeked(chunks: AsyncIterable<Uint8Array>, name: string) {
  const source = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  try {
    while (!ended && bytes < MAX_SAMPLE && !read.some((chunk) => chunk.includes(NEWLINE))) {
      const next = await source.next();
      ended = next.done === true;
      if (next.done !== true) read.push(next.value);
      bytes += next.done === true ? 0 : next.value.length;
    }
  } catch (cause) {
    throw cannotRead(name, cause);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* read;
    if (ended) return;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  }
  const start = Buffer.concat(read).subarray(0, SAMPLE);
  return { start, all: all(), ended: ended && start.length === bytes };
}

/** Text of the beginning of a stream, its torn last line included. */
function firstText(start: Uint8Array): string {
  const encoding = markedEncoding(start);
  const text = encoding === null ? decodeUtf8(start) : new TextDecoder(encoding).decode(start);
  return text.replace(/^\ufeff/, '');
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield new TextEncoder().encode(text);
}
