import { basename } from 'node:path';
import type { Agreement, CheckReport, Preview } from '../dataset/index.ts';
import { MAX_REPORTS } from './io.ts';
import { table } from './table.ts';

/** Returns a report on labelled data for people: the first problems and pairs, and how often each label occurs. */
export function renderCheck({ rows, problems, pairs, balance }: CheckReport): string {
  const files = new Set(
    Object.values(balance).flatMap((labels) => Object.values(labels).flatMap((counts) => Object.keys(counts))),
  );
  const counts = Object.entries(balance).flatMap(([task, labels]) =>
    Object.entries(labels).map(([label, byFile]) => [
      `${task} ${label}`,
      ...[...files].map((file) => String(byFile[file] ?? 0)),
    ]),
  );
  return [
    `${rows} rows`,
    ...firstOf(problems, ({ file, line, message }) => `${file} line ${line}: ${message}`),
    ...firstOf(
      pairs,
      ({ kind, first, second, similarity }) => `${kind} (${similarity.toFixed(2)}): ${first} and ${second}`,
    ),
    table([['label', ...[...files].map((file) => basename(file))], ...counts]),
  ].join('\n');
}

/** Returns a table of the agreement of two labellings, by label. */
export function renderAgreement(agreement: Readonly<Record<string, Agreement>>): string {
  const rows = Object.entries(agreement).map(([name, { units, observed, alpha }]) => [
    name,
    String(units),
    observed.toFixed(3),
    alpha.toFixed(3),
  ]);
  return table([['label', 'units', 'same label', 'alpha'], ...rows]);
}

/** Returns what a file is read as: which column holds what, and what the values of its labels mean, with how often they occur. */
export function renderPreview({ form, rows, columns, values }: Preview): string {
  const taken = columns.map(({ field, column }) => `${field} from ${JSON.stringify(column)}`);
  return [
    `read as ${form}: ${rows} records${taken.length === 0 ? '' : `; ${taken.join(', ')}`}`,
    ...values.flatMap(({ field, values: all }) =>
      firstOf(
        all,
        ({ value, count, reads }) => `  ${field} ${JSON.stringify(value.slice(0, 60))} × ${count}: ${reads}`,
      ),
    ),
  ].join('\n');
}

function firstOf<T>(items: readonly T[], render: (item: T) => string): string[] {
  const more = items.length - MAX_REPORTS;
  return [...items.slice(0, MAX_REPORTS).map(render), ...(more > 0 ? [`… and ${more} more`] : [])];
}
