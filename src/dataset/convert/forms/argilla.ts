import { type BadRow, isRecord } from '../../../tables/index.ts';
import { type Annotated, type NamedRange, voteOf } from '../labels/rows.ts';
import type { SourceOptions } from '../source.ts';
import { annotatedForm, dataOf, eachRecord, type Fields } from './annotated.ts';
import { cellOf, textOf } from './cells.ts';
import { rangesIn } from './prodigy.ts';

/** One person's answers to the questions about a record. */
interface Answers {
  readonly names: string[];
  readonly ranges: NamedRange[];
}

/**
 * Exports of Argilla: records of version 2 (`to_json`, `to_list` flattened or not), and records of version 1 (`annotation`).
 * Suggestions and discarded responses count for nothing. Offsets count code points, as Python does.
 */
export const argilla = annotatedForm('argilla', 'records.json', eachRecord(read));

function read(fields: Fields, line: number, options: SourceOptions): Annotated | BadRow {
  const inner = isRecord(fields.fields) ? fields.fields : fields;
  const data = dataOf(textsOf(inner), options);
  const answers = answersOf(fields, data.text);
  if (answers.length === 0) return { line, message: 'has no response' };
  const votes = answers.map(({ names, ranges }) => voteOf(names, ranges));
  const ranges = answers.flatMap(({ ranges }) => ranges);
  return { line, id: cellOf(fields, 'id') || undefined, ...data, votes, ranges };
}

/** Records of version 1 keep their texts in `inputs`. */
const textsOf = (fields: Fields): Fields => (isRecord(fields.inputs) ? { ...fields.inputs, ...fields } : fields);

function answersOf(record: Fields, text: string): Answers[] {
  if ('annotation' in record) return record.annotation == null ? [] : [answerIn([record.annotation], text)];
  const byUser = new Map<string, unknown[]>();
  const add = (user: string, value: unknown) => byUser.set(user, [...(byUser.get(user) ?? []), value]);
  if (isRecord(record.responses)) {
    for (const responses of Object.values(record.responses)) {
      for (const response of Array.isArray(responses) ? responses : [])
        if (isRecord(response) && isSubmitted(response.status)) add(textOf(response.user_id), response.value);
    }
  }
  // Flattened: `toxic.responses` beside `toxic.responses.users` and `toxic.responses.status`.
  for (const [name, values] of Object.entries(record)) {
    if (!name.endsWith('.responses') || !Array.isArray(values)) continue;
    const [users, status] = ['users', 'status'].map((part) => record[`${name}.${part}`]);
    values.forEach((value, i) => {
      if (isSubmitted(Array.isArray(status) ? status[i] : undefined))
        add(textOf(Array.isArray(users) ? users[i] : i), value);
    });
  }
  return [...byUser.values()].map((values) => answerIn(values, text));
}

const isSubmitted = (status: unknown): boolean => status == null || status === 'submitted';

/** A name, a list of names, or a list of spans, which version 1 writes as `[name, start, end]` too. */
function answerIn(values: readonly unknown[], text: string): Answers {
  const items = values.flatMap((value) => (Array.isArray(value) ? value : [value]));
  const spans = items.flatMap((item) =>
    Array.isArray(item) ? [{ label: item[0], start: item[1], end: item[2] }] : isRecord(item) ? [item] : [],
  );
  return { names: items.filter((item) => typeof item !== 'object').map(textOf), ranges: rangesIn(spans, text) };
}
