import { TASKS } from '../../tasks.ts';
import type { BadRow } from '../rows/files.ts';
import type { LabelledComment } from '../rows/labelled-comments.ts';
import { readLines } from '../rows/lines.ts';
import { isLabelledComment, type LocatedRow, parseLineOrReading } from '../rows/parse.ts';
import { type LabelBalance, labelBalance } from './balance.ts';
import { type DuplicatePair, findDuplicates } from './duplicates.ts';
import { commentProblems, spanProblems } from './problems.ts';
import { type LocatedReading, readingProblems } from './readings.ts';

/** Result of checking files of labelled rows. */
export interface CheckReport {
  readonly rows: number;
  /** Lines that are no rows, and rows that contradict themselves or each other. */
  readonly problems: readonly BadRow[];
  /** The same text twice, or nearly the same text in two files: a model that learnt one remembers the other. */
  readonly pairs: readonly DuplicatePair[];
  readonly balance: LabelBalance;
}

/**
 * Checks labelled data, rows and readings: each line by itself, then all against each other. Give the files of all splits
 * at once, so that texts which stand in two of them are found.
 * @throws BelowTheLineError `file` when a file cannot be read.
 */
export async function checkDataset(paths: readonly string[]): Promise<CheckReport> {
  const rows: LocatedRow[] = [];
  const readings: LocatedReading[] = [];
  const problems: BadRow[] = [];
  for (const file of paths) {
    const earlier = new Map<string, LabelledComment>();
    for await (const { text, number: line } of readLines(file)) {
      const row = parseLineOrReading(text, TASKS);
      if (typeof row === 'string') {
        problems.push({ file, line, message: row });
        continue;
      }
      if ('sha256' in row) {
        readings.push({ file, line, reading: row });
        continue;
      }
      rows.push({ file, line, row });
      const messages = isLabelledComment(row)
        ? commentProblems(row, earlier)
        : spanProblems(row.text, 'spans' in row ? row.spans : []);
      problems.push(...messages.map((message) => ({ file, line, message })));
      if (isLabelledComment(row)) earlier.set(row.id, row);
    }
  }
  return {
    rows: rows.length + readings.length,
    problems: [...problems, ...readingProblems(readings)],
    pairs: findDuplicates(rows),
    balance: labelBalance(rows, readings),
  };
}
