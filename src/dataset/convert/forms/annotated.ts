import type { ToxicityAttribute } from '../../../schemas.ts';
import { type BadRow, fieldsFor } from '../../../tables/index.ts';
import { readRecords } from '../../rows/record-files.ts';
import type { Converted } from '../corpus.ts';
import { meaningInWords, nameMeanings } from '../labels/names.ts';
import { givenValues } from '../labels/options.ts';
import { type Annotated, annotatedRows } from '../labels/rows.ts';
import { counter, type Form, type OpenedSource, readValues, type SourceOptions } from '../source.ts';
import { cellOf } from './cells.ts';

/** A record by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads the annotated texts of a tool's export, and the lines that are none. */
export type ReadAnnotated = (path: string, options: SourceOptions) => AsyncGenerator<Annotated | BadRow>;

/** Returns what reads a file of records, each by what it holds and the line on which it stands. */
export const eachRecord = (
  read: (fields: Fields, line: number, options: SourceOptions) => Annotated | BadRow,
): ReadAnnotated =>
  async function* (path, options) {
    for await (const row of readRecords(path, [], options))
      yield 'message' in row ? row : read(row.fields, row.line, options);
  };

/** Returns the form of an annotation tool's exports: its texts have names for labels, which are read as attributes and stances. */
export function annotatedForm(name: string, files: string, read: ReadAnnotated): Form {
  return { name, files, open: (paths, options) => openAnnotated(name, read, paths, options) };
}

async function openAnnotated(
  name: string,
  read: ReadAnnotated,
  paths: readonly string[],
  options: SourceOptions,
): Promise<OpenedSource> {
  const { add, counts } = counter();
  const labels = new Set<string>();
  let rows = 0;
  for (const path of paths) {
    for await (const annotated of read(path, options)) {
      if ('message' in annotated) continue;
      rows++;
      const given = annotated.votes.flat();
      for (const label of given.length === 0 ? [''] : given) add(label);
      for (const label of [...given, ...(annotated.judged ?? [])]) labels.add(label);
    }
  }
  const meanings = nameMeanings(labels, givenValues(options.values ?? []).labels);
  const attributes = new Set<ToxicityAttribute>();
  for (const meaning of meanings.values()) {
    if (meaning === 'clean') attributes.add('toxicity');
    else if (typeof meaning === 'object' && 'attribute' in meaning) attributes.add(meaning.attribute);
  }
  const values = readValues(counts, (label) => (label === '' ? 'none of them' : meaningInWords(meanings.get(label))));
  const preview = { form: name, rows, columns: [], values: [{ field: 'labels', values }] };
  async function* converted(): AsyncGenerator<Converted> {
    for (const path of paths) {
      for await (const annotated of read(path, options)) {
        const found =
          'message' in annotated
            ? annotated
            : annotatedRows(annotated, meanings, attributes, options.fixed?.source ?? name);
        if ('message' in found) yield { line: annotated.line, message: found.message };
        else for (const row of found) yield { row };
      }
    }
  }
  return { preview, rows: converted() };
}

/** Returns the text, the target, the parent and the group that a record of a tool's data holds. */
export function dataOf(data: Fields, { columns = {}, fixed = {} }: SourceOptions) {
  const filled = Object.keys(data).filter((name) => typeof data[name] === 'string' && data[name] !== '');
  const text = filled.includes('text') ? 'text' : (fieldsFor('text', filled)[0] ?? 'text');
  const given = (field: 'id' | 'target' | 'parent' | 'group', usual: string): string | undefined =>
    fixed[field] ?? (cellOf(data, columns[field] ?? usual).trim() || undefined);
  return {
    text: cellOf(data, columns.text ?? text),
    target: given('target', 'target'),
    parent: given('parent', 'parent'),
    group: given('group', 'group'),
  };
}
