import { isRecord, parseJson } from '../../../tables/index.ts';
import { readRecords } from '../../rows/record-files.ts';
import { givenValues } from '../labels/options.ts';
import { type Annotated, type NamedRange, voteOf } from '../labels/rows.ts';
import { isLabel } from '../labels/words.ts';
import type { SourceOptions } from '../source.ts';
import { annotatedForm, dataOf, type ReadAnnotated } from './annotated.ts';
import { cellOf, textOf } from './cells.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What JSON-MIN and CSV add to the data and the answers. */
const OWN = new Set(['id', 'annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time']);

/**
 * Exports of Label Studio: JSON, JSON-MIN, CSV and TSV, choices and spans. A task without an annotation, and an annotation
 * that was cancelled, are left out. Offsets count UTF-16 units, as browsers do.
 */
export const labelStudio = annotatedForm('label-studio', 'export.json, or JSON-MIN, CSV or TSV', read);

async function* read(...[path, options]: Parameters<ReadAnnotated>): ReturnType<ReadAnnotated> {
  const answers = new Map<string, Annotated>();
  for await (const row of readRecords(path, [], options)) {
    if ('message' in row) {
      yield row;
      continue;
    }
    const { line, fields } = row;
    const id = cellOf(fields, 'id') || undefined;
    if (isRecord(fields.data)) {
      const given = annotationsOf(fields);
      if (given.length === 0) yield { line, message: 'has no annotation' };
      else
        yield { line, id, ...dataOf(fields.data, options), votes: given.map(votedIn), ranges: given.flatMap(rangesIn) };
      continue;
    }
    // One line an annotation: those of one task belong together.
    const results = resultsOf(fields, options);
    const key = id ?? `line ${line}`;
    const before = answers.get(key) ?? { line, id, ...dataOf(fields, options), votes: [], ranges: [] };
    answers.set(key, {
      ...before,
      votes: [...before.votes, votedIn(results)],
      ranges: [...before.ranges, ...rangesIn(results)],
    });
  }
  yield* answers.values();
}

/** The values of each annotation that was not cancelled. */
function annotationsOf(task: Fields): Fields[][] {
  const annotations = task.annotations ?? task.completions;
  if (!Array.isArray(annotations)) return [];
  return annotations
    .filter(
      (annotation) => isRecord(annotation) && annotation.was_cancelled !== true && Array.isArray(annotation.result),
    )
    .map(({ result }) =>
      (result as unknown[]).flatMap((item) => (isRecord(item) && isRecord(item.value) ? [item.value] : [])),
    );
}

/**
 * The values of a line of JSON-MIN or CSV: `toxic`, `{"choices": […]}` or a list of spans, by the name of the question. Nothing
 * tells a question with one choice from a field of the data: what stands there is an answer where it is understood, or where
 * the column is named.
 */
function resultsOf(fields: Fields, { columns = {}, values = [] }: SourceOptions): Fields[] {
  const given = givenValues(values).labels?.values;
  const asked = columns.labels === undefined ? Object.keys(fields).filter((name) => !OWN.has(name)) : [columns.labels];
  return asked.flatMap((column) => {
    const value = fields[column];
    const parsed = typeof value === 'string' && /^[[{]/.test(value) ? parsedOr(value) : value;
    if (Array.isArray(parsed)) return parsed.filter(isRecord);
    if (isRecord(parsed)) return [parsed];
    const name = textOf(parsed).trim();
    const isAnswer = isLabel(name) || given?.has(name) === true || (columns.labels !== undefined && name !== '');
    return isAnswer ? [{ choices: [name] }] : [];
  });
}

function parsedOr(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

const textsIn = (list: unknown): string[] => (Array.isArray(list) ? list.map(textOf) : []);

function votedIn(values: readonly Fields[]): string[] {
  return voteOf(
    values.flatMap((value) => textsIn(value.choices)),
    rangesIn(values),
  );
}

function rangesIn(values: readonly Fields[]): NamedRange[] {
  return values.flatMap((value) => {
    const { start, end } = value;
    const names = [...textsIn(value.labels), ...textsIn(value.hypertextlabels)];
    return typeof start === 'number' && typeof end === 'number' ? names.map((name) => ({ start, end, name })) : [];
  });
}
