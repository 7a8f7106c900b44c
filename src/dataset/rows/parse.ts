import type * as z from 'zod/mini';
import { parseJson } from '../../tables/index.ts';
import type { Task } from '../../tasks.ts';
import { Reading } from '../readings/reading.ts';
import { LabelledComment } from './labelled-comments.ts';
import { notAnObject } from './lines.ts';
import { TRAINING_ROWS, type TrainingRow } from './training-rows.ts';

/** What a line of labelled data holds: a comment of a thread with all its labels, or a row for one task. */
export type DataRow = LabelledComment | TrainingRow;

/** A row and where it stands. */
export interface LocatedRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly row: DataRow;
}

/** Says whether a row is a comment of a thread with all its labels. */
export const isLabelledComment = (row: DataRow): row is LabelledComment => 'article' in row;

/** The fields that tell the tasks' rows apart. */
const TELLING_FIELDS: Readonly<Record<Task, readonly string[]>> = {
  toxicity: ['labels'],
  stance: ['target', 'stance'],
  reply: ['parent', 'stance'],
};

/**
 * Returns the row of a line of labelled data: a labelled comment, or a row for one of `tasks`. Where it is neither,
 * returns a sentence that says what was got and what was expected.
 */
export function parseLine(line: string, tasks: readonly Task[]): DataRow | string {
  const json = valueIn(line);
  if (isReading(json)) return 'holds a reading without the text; btl dataset join puts both together';
  return rowOf(json, line, tasks);
}

/** Returns the row of a line as `parseLine` does, or the reading that it holds. */
export function parseLineOrReading(line: string, tasks: readonly Task[]): DataRow | Reading | string {
  const json = valueIn(line);
  return isReading(json) ? rowOrReason(Reading.safeParse(json)) : rowOf(json, line, tasks);
}

function rowOf(json: unknown, line: string, tasks: readonly Task[]): DataRow | string {
  if (isObject(json) && 'article' in json) return rowOrReason(LabelledComment.safeParse(json));
  const fitting = isObject(json)
    ? tasks.find((task) => TELLING_FIELDS[task].every((field) => field in json))
    : undefined;
  return json === undefined
    ? notAnObject(line)
    : rowOrReason<DataRow>(TRAINING_ROWS[fitting ?? tasks[0]!].safeParse(json));
}

/** Returns the value of a line of JSON that fits the schema, or a sentence on why it does not. */
export function parseAs<T>(line: string, schema: z.ZodMiniType<T>, describe = describeIssues): T | string {
  const json = valueIn(line);
  return json === undefined ? notAnObject(line) : rowOrReason(schema.safeParse(json), describe);
}

/** Returns the value of a line of JSON; undefined, which JSON does not have, where it is none. */
function valueIn(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}

/** Says whether a line's value is meant as a reading, which names a comment by its hash instead of holding it. */
const isReading = (json: unknown): boolean => isObject(json) && 'corpus' in json && 'sha256' in json;

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null;

const rowOrReason = <T>(result: z.core.util.SafeParseResult<T>, describe = describeIssues): T | string =>
  result.success ? result.data : describe(result.error);

function describeIssues({ issues }: z.core.$ZodError): string {
  return issues.map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ');
}
