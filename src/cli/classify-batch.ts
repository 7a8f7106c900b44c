import * as z from 'zod/mini';
import type { Classifier } from '../classifier.ts';
import { notAnObject } from '../dataset/rows/lines.ts';
import { ClassifyInput } from '../schemas.ts';
import { MAX_LINE_LENGTH } from './batches.ts';
import { MAX_REPORTS } from './io.ts';

/** Some lines to classify, and what an earlier run made of them. */
export interface Batch {
  /** Whole lines. */
  readonly bytes: Uint8Array;
  /** This many comments at the start were classified by an earlier run. */
  readonly skip: number;
  /** What the earlier run wrote for the last of them, where that one lies in this batch. */
  readonly lastWritten: string | null;
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

/** Classifies every comment of a batch. A result keeps the other fields of its line, so that it finds its way back. */
export function classifyBatch(classifier: Classifier, batch: Batch): BatchResult {
  const { skip, lastWritten } = batch;
  const lines = linesOf(batch.bytes);
  const rows: ClassifyInput[] = [];
  const problems: { line: number; message: string }[] = [];
  let [comments, bad, lastLine] = [0, 0, 0];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = readRow(line);
    if (typeof row === 'string') {
      bad++;
      if (problems.length < MAX_REPORTS) problems.push({ line: i + 1, message: row });
      continue;
    }
    comments++;
    if (comments === skip) lastLine = i + 1;
    // What an earlier run wrote last is classified again, to see whether it would be written so.
    if (comments > skip || (comments === skip && lastWritten !== null)) rows.push(row);
  }
  const results = rows.map((row) => JSON.stringify({ ...row, classification: classifier.classify(row) }));
  const isLastClassified = lastLine > 0 && lastWritten !== null;
  const differs = isLastClassified && results.shift() !== lastWritten ? lastLine : null;
  const output = Buffer.from(results.map((result) => `${result}\n`).join(''));
  return { output, lines: lines.length, comments, bad, problems, differs };
}

/** How many comments a batch holds. */
export const countComments = (bytes: Uint8Array) =>
  linesOf(bytes).filter((line) => line.trim() !== '' && typeof readRow(line) !== 'string').length;

function linesOf(bytes: Uint8Array): readonly string[] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** The comment of a line with all its fields, or what is wrong with it. */
function readRow(line: string): ClassifyInput | string {
  if (line.length > MAX_LINE_LENGTH) return `has over ${MAX_LINE_LENGTH} characters, expected at most that`;
  try {
    const row: unknown = JSON.parse(line);
    const { error } = ClassifyInput.safeParse(row);
    // Fields that the schema does not name go with the row.
    return error === undefined ? (row as ClassifyInput) : `not a comment to classify: ${z.prettifyError(error)}`;
  } catch {
    return notAnObject(line);
  }
}
