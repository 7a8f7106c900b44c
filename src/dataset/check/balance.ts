import { type Task, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import type { Reading } from '../readings/reading.ts';
import { type DataRow, isLabelledComment, type LocatedRow } from '../rows/parse.ts';
import type { LocatedReading } from './readings.ts';

/** How often each label occurs: by task, label and file. A toxicity row without an attribute counts as `clean`. */
export type LabelBalance = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** Counts the labels of rows and of readings. */
export function labelBalance(rows: readonly LocatedRow[], readings: readonly LocatedReading[] = []): LabelBalance {
  const balance: Record<string, Record<string, Record<string, number>>> = {};
  const labelled = [
    ...rows.map(({ file, row }) => ({ file, labels: labelsOf(row) })),
    ...readings.map(({ file, reading }) => ({ file, labels: labelsRead(reading) })),
  ];
  for (const { file, labels } of labelled) {
    for (const [task, label] of labels) {
      balance[task] ??= {};
      balance[task][label] ??= {};
      balance[task][label][file] = (balance[task][label][file] ?? 0) + 1;
    }
  }
  return balance;
}

function labelsOf(row: DataRow): [Task, string][] {
  if (isLabelledComment(row)) {
    return [
      ...toxicityLabels(row.toxicity),
      ...row.stances.map(({ label }): [Task, string] => ['stance', label]),
      ...(row.reply === null ? [] : ([['reply', row.reply]] as [Task, string][])),
    ];
  }
  if ('labels' in row) return toxicityLabels(row.labels);
  return [['target' in row ? 'stance' : 'reply', likeliest(row.stance)]];
}

const labelsRead = ({ toxicity, stances, reply }: Reading): [Task, string][] => [
  ...(toxicity === null ? [] : toxicityLabels(toxicity)),
  ...stances.map(({ label }): [Task, string] => ['stance', label]),
  ...(reply === null ? [] : ([['reply', reply.label]] as [Task, string][])),
];

function toxicityLabels(shares: Readonly<Record<string, number | undefined>>): [Task, string][] {
  const attributes = TOXICITY_ATTRIBUTES.filter((attribute) => (shares[attribute] ?? 0) >= 0.5);
  return (attributes.length === 0 ? ['clean'] : attributes).map((label) => ['toxicity', label]);
}

const likeliest = (label: string | Readonly<Record<string, number>>): string =>
  typeof label === 'string' ? label : Object.entries(label).reduce((a, b) => (b[1] > a[1] ? b : a))[0];
