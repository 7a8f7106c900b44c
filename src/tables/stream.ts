import { type Form, formOf } from './form.ts';
import { isRecord, listIn, parseJson, rowOfLine } from './json.ts';
import type { Dialect } from './scan.ts';
import { openTable, type Row, rowOf, type Table } from './table.ts';

/** UTF-16 units of a JSON document, which is read whole, and of a line. */
const MAX_DOCUMENT = 256 * 1024 * 1024;
const MAX_LINE = 16 * 1024 * 1024;

/** Records of a stream, in the form in which they stand. */
export type RowStream =
  | { readonly form: 'lines' | 'json'; readonly blocks: AsyncGenerator<readonly Row[]> }
  | { readonly form: 'table'; readonly table: Table; readonly blocks: AsyncGenerator<readonly Row[]> };

/**
 * Opens a stream of text that is JSON lines, a JSON document that is or holds a list of objects, or a table. Its records come
 * in blocks, each as soon as its text is there. Memory is constant, but for JSON documents.
 *
 * @param dialect how a table is written, where that is known: then it is one
 * @throws SyntaxError from `blocks`, for a JSON document that is none or holds no list
 */
export async function openRows(texts: AsyncIterable<string>, dialect?: Dialect): Promise<RowStream> {
  const source = texts[Symbol.asyncIterator]();
  let sample = '';
  let done = false;
  // A header or a first line tells the form: a stream that pauses behind it is answered.
  const more = async (): Promise<void> => {
    const next = await source.next();
    done = next.done === true;
    if (!next.done) sample += next.value;
  };
  while (!done && !/[\n\r]/.test(sample.trimStart()) && sample.length < MAX_LINE) await more();
  sample = sample.replace(/^\ufeff/, '');
  const chunks = rest(sample, source);
  const form: Form = dialect === undefined ? formOf(sample) : 'table';
  if (form === 'json') return { form, blocks: documentBlocks(chunks) };
  if (form === 'lines') return { form, blocks: lineBlocks(chunks) };
  let table = openTable(sample, done, dialect);
  // The header itself may hold line feeds.
  while (table.columns.length === 0 && !done && sample.length < MAX_LINE) {
    await more();
    table = openTable(sample, done, dialect);
  }
  return { form, table, blocks: tableBlocks(table, done ? null : source) };
}

async function* rest(sample: string, source: AsyncIterator<string>): AsyncGenerator<string> {
  yield sample;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

async function* tableBlocks(table: Table, source: AsyncIterator<string> | null): AsyncGenerator<readonly Row[]> {
  const rowsOf = (text: string, last: boolean) => table.take(text, last).map((record) => rowOf(table.columns, record));
  yield rowsOf('', source === null);
  if (source === null) return;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield rowsOf(next.value, false);
  yield rowsOf('', true);
}

async function* lineBlocks(chunks: AsyncIterable<string>): AsyncGenerator<readonly Row[]> {
  let kept = '';
  let number = 0;
  const read = (lines: readonly string[]): Row[] =>
    lines.flatMap((line) => {
      number++;
      if (line.length > MAX_LINE) return { line: number, message: `has over ${MAX_LINE} characters` };
      return line.trim() === '' ? [] : rowOfLine(line, number);
    });
  for await (const chunk of chunks) {
    // Of a line that is too long only so much is kept that it is seen to be.
    const feed = kept.length > MAX_LINE ? chunk.indexOf('\n') : 0;
    const text = feed === -1 ? kept : kept + chunk.slice(feed);
    const lines = text.split(/\r?\n/);
    kept = lines.pop()!;
    yield read(lines);
  }
  if (kept !== '') yield read([kept]);
}

async function* documentBlocks(chunks: AsyncIterable<string>): AsyncGenerator<readonly Row[]> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_DOCUMENT) throw new SyntaxError(`a JSON document of over ${MAX_DOCUMENT} characters`);
    parts.push(chunk);
  }
  const document = parseJson(parts.join(''));
  const list = listIn(document) ?? (isRecord(document) ? [document] : undefined);
  if (list === undefined) throw new SyntaxError('expected a list of objects');
  yield list.map((fields, i) =>
    isRecord(fields) ? { line: i + 1, fields } : { line: i + 1, message: `expected an object, got ${typeof fields}` },
  );
}
