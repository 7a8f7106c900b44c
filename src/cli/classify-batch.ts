import * as z from 'zod/mini';
import type { Classifier } from '../classifier.ts';
import { BelowTheLineError, type ErrorCode } from '../errors.ts';
import { type Classification, ClassifyInput } from '../schemas.ts';
import { decodeLines, isRecord, recordLine, rowOfLine } from '../tables/index.ts';
import { MAX_LINE_LENGTH } from './batches.ts';
import type { Reading } from './classify-reading.ts';
import { MAX_REPORTS } from './io.ts';
import { resultCells } from './result-columns.ts';

/** Some lines to classify, and what an earlier run made of them. */
export interface Batch {
  /** Whole lines. */
  readonly bytes: Uint8Array;
  /** This many comments at the start were classified by an earlier run. */
  readonly skip: number;
  /** What the earlier run wrote for the last of them, where that one lies in this batch. */
  readonly lastWritten: string | null;
  readonly reading: Reading;
}

/** What came of a batch. */
export interface BatchResult {
  /** A line for each comment, in order. */
  readonly output: Uint8Array;
  readonly lines: number;
  readonly comments: number;
  /** How many lines were no comments, and what is wrong with the first of them; lines count from 1 in the batch. */
  readonly bad: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Line whose result is not what the earlier run wrote for it. */
  readonly differs: number | null;
}

/** What can be wrong with one comment and not with the next. */
const OF_ONE_COMMENT: readonly ErrorCode[] = ['invalid-input', 'too-large'];

interface Row {
  readonly line: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly input: ClassifyInput;
}

/** Classifies every comment of a batch. A result keeps the other fields of its line, so that it finds its way back. */
export function classifyBatch(classifier: Classifier, batch: Batch): BatchResult {
  const { skip, lastWritten, reading } = batch;
  const lines = linesOf(batch.bytes);
  const results: string[] = [];
  const problems: { line: number; message: string }[] = [];
  let [comments, bad, lastLine] = [0, 0, 0];
  const refuse = (line: number, message: string) => {
    bad++;
    if (problems.length < MAX_REPORTS) problems.push({ line, message });
  };
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = readRow(line, reading);
    if (typeof row === 'string') {
      refuse(i + 1, row);
      continue;
    }
    comments++;
    if (comments === skip) lastLine = i + 1;
    // What an earlier run wrote last is classified again, to see whether it would be written so.
    if (comments < skip || (comments === skip && lastWritten === null)) continue;
    const answer = answerOf(row, classifier, reading);
    if ('line' in answer) results.push(answer.line);
    else refuse(i + 1, answer.message);
  }
  const isLastClassified = lastLine > 0 && lastWritten !== null;
  const differs = isLastClassified && results.shift() !== `${lastWritten}\n` ? lastLine : null;
  const output = Buffer.from(results.join(''));
  return { output, lines: lines.length, comments, bad, problems, differs };
}

/** Returns the comments of some lines, each with its line from 1 on and all its fields, and how many lines they are. */
export function commentsIn(bytes: Uint8Array, reading: Reading) {
  const lines = linesOf(bytes);
  const comments = lines.flatMap((line, i) => {
    const row = line.trim() === '' ? '' : readRow(line, reading);
    return typeof row === 'string' ? [] : [{ line: i + 1, fields: row.fields }];
  });
  return { comments, lines: lines.length };
}

/** Says whether a result is that of a comment: whether it holds the same fields. */
export function answers(result: string, fields: Row['fields']): boolean {
  const row = rowOfLine(result, 1);
  const unanswered = (all: Row['fields']) => JSON.stringify({ ...all, classification: null });
  return 'fields' in row && unanswered(row.fields) === unanswered(fields);
}

function linesOf(bytes: Uint8Array): readonly string[] {
  const lines = decodeLines(bytes)
    .replace(/^\ufeff/, '')
    .split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** The comment of a line with all its fields, or what is wrong with it. */
function readRow(line: string, { fields: names }: Reading): Row | string {
  if (line.length > MAX_LINE_LENGTH) return `has over ${MAX_LINE_LENGTH} characters, expected at most that`;
  const row = rowOfLine(line, 1);
  if ('message' in row) return row.message;
  const { fields } = row;
  const input: Record<string, unknown> = names.text === undefined ? { ...fields } : {};
  for (const [name, field] of Object.entries(names)) {
    const value = field === undefined ? undefined : fieldAt(fields, field);
    if (value !== undefined && value !== null) input[name] = value;
  }
  const parsed = ClassifyInput.safeParse(input);
  if (!parsed.success) return `not a comment to classify: ${z.prettifyError(parsed.error)}`;
  return { line, fields, input: parsed.data };
}

/** The value of a field, which may be one of an object within: `snippet.text`. */
function fieldAt(fields: Row['fields'], name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  return name.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), fields);
}

/** The line that answers a comment, or what was wrong with it: what one comment throws is no reason to lose all others. */
function answerOf(row: Row, { classify }: Classifier, reading: Reading): { line: string } | { message: string } {
  try {
    return { line: answerLine(row, classify(row.input), reading) };
  } catch (error) {
    // Without the model's files there are no answers at all.
    const isOfLine = !(error instanceof BelowTheLineError) || OF_ONE_COMMENT.includes(error.code);
    if (!isOfLine) throw error;
    return { message: `cannot be classified: ${(error as Error).message}` };
  }
}

function answerLine({ line, fields }: Row, classification: Classification, reading: Reading): string {
  if (reading.form === 'table') {
    const cells = reading.columns.map((column) => String(fields[column] ?? ''));
    return recordLine([...cells, ...resultCells(classification)], reading.delimiter);
  }
  // What JavaScript cannot hold as a number stays as it is written.
  if (/\d{16}/.test(line) && !Object.hasOwn(fields, 'classification'))
    return `${line.trimEnd().slice(0, -1)},"classification":${JSON.stringify(classification)}}\n`;
  return `${JSON.stringify({ ...fields, classification })}\n`;
}
