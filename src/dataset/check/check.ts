import { TASKS, type Task, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { tokenize } from '../../text/tokenize.ts';
import type { BadRow } from '../rows/files.ts';
import type { LabelledComment } from '../rows/labelled-comments.ts';
import { readLines } from '../rows/lines.ts';
import { type DataRow, isLabelledComment, parseLine } from '../rows/parse.ts';
import { nearDuplicates, shingles } from './near-duplicates.ts';

/** Two rows that should not both be there, each by file and line. */
export interface Pair {
  readonly kind: 'duplicate' | 'near-duplicate';
  readonly first: string;
  readonly second: string;
  /** Share of three-word runs that they have in common (Jaccard). */
  readonly similarity: number;
}

export interface CheckReport {
  readonly rows: number;
  /** Lines that are no rows, and rows that contradict themselves or each other. */
  readonly problems: readonly BadRow[];
  /** The same text twice, or nearly the same text in two files: what is learnt in one is then remembered in the other. */
  readonly pairs: readonly Pair[];
  /** How often each label occurs: by head, label and file. */
  readonly balance: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly row: DataRow;
}

/** From this share of common runs on, two texts are nearly the same. */
const NEAR = 0.6;

/**
 * Checks labelled data: each line by itself, then rows against each other. Give the files of all splits at once, so
 * that texts which stand in two of them are found.
 * @throws BelowTheLineError `file` when a file cannot be read.
 */
export async function checkDataset(paths: readonly string[]): Promise<CheckReport> {
  const places: Place[] = [];
  const problems: BadRow[] = [];
  for (const file of paths) {
    const before = new Map<string, LabelledComment>();
    for await (const { text, number: line } of readLines(file)) {
      const row = parseLine(text, TASKS);
      if (typeof row === 'string') {
        problems.push({ file, line, message: row });
        continue;
      }
      places.push({ file, line, row });
      const messages = isLabelledComment(row)
        ? commentProblems(row, before)
        : spanProblems(row.text, 'spans' in row ? row.spans : []);
      problems.push(...messages.map((message) => ({ file, line, message })));
      if (isLabelledComment(row)) before.set(row.id, row);
    }
  }
  return { rows: places.length, problems, pairs: findPairs(places), balance: labelBalance(places) };
}

function commentProblems(comment: LabelledComment, before: ReadonlyMap<string, LabelledComment>): string[] {
  const { id, text, parent, reply, toxicity, spans, contrast } = comment;
  const implied = (['severe_toxicity', 'threat', 'insult', 'identity_attack'] as const).filter(
    (attribute) => toxicity[attribute] === 1,
  );
  const original = contrast === undefined ? undefined : before.get(contrast.of);
  return [
    ...(before.has(id) ? [`id ${id} stands on an earlier line`] : []),
    ...(parent !== null && !before.has(parent) ? [`parent ${parent} stands on no earlier line of this file`] : []),
    ...((parent === null) !== (reply === null)
      ? [`reply is ${reply} and parent ${parent}, expected both or neither`]
      : []),
    ...(implied.length > 0 && toxicity.toxicity === 0 ? [`${implied.join(', ')} without toxicity`] : []),
    ...((toxicity.toxicity === 1) !== spans.length > 0
      ? [`toxicity is ${toxicity.toxicity} with ${spans.length} spans`]
      : []),
    ...spanProblems(text, spans),
    ...(contrast !== undefined && original === undefined
      ? [`contrast of ${contrast.of}, which stands on no earlier line`]
      : []),
    ...(original !== undefined && sameLabels(comment, original)
      ? [`has the labels of ${original.id}, which it is the contrast of`]
      : []),
  ];
}

function spanProblems(text: string, spans: readonly (readonly [number, number])[] = []): string[] {
  return spans.flatMap(([start, end]) => {
    if (start >= end || end > text.length) return [`span ${start} to ${end} in a text of ${text.length} units`];
    return text.slice(start, end).trim() === text.slice(start, end)
      ? []
      : [`span ${start} to ${end} begins or ends with a space`];
  });
}

function sameLabels(a: LabelledComment, b: LabelledComment): boolean {
  const labels = ({ stances, reply, toxicity }: LabelledComment) => JSON.stringify([stances, reply, toxicity]);
  return labels(a) === labels(b);
}

function findPairs(places: readonly Place[]): Pair[] {
  const name = ({ file, line }: Place) => `${file} line ${line}`;
  const firstByContent = new Map<string, Place>();
  const pairs: Pair[] = [];
  const distinct: Place[] = [];
  for (const place of places) {
    const content = contentOf(place.row);
    const first = firstByContent.get(content);
    if (first === undefined) {
      firstByContent.set(content, place);
      distinct.push(place);
    } else if (!isShort(place.row))
      pairs.push({ kind: 'duplicate', first: name(first), second: name(place), similarity: 1 });
  }
  const texts = distinct.map(({ row }) => shingles(row.text));
  for (const { a, b, similarity } of nearDuplicates(texts, NEAR)) {
    const [first, second] = [distinct[a] as Place, distinct[b] as Place];
    if (first.file !== second.file)
      pairs.push({ kind: 'near-duplicate', first: name(first), second: name(second), similarity });
  }
  return pairs;
}

/** Short answers (`Exactly.`) are said more than once. */
const isShort = ({ text }: DataRow) => tokenize(text).length <= 4;

/** What makes a row: a text may come with several targets or under several parents. */
function contentOf(row: DataRow): string {
  const text = tokenize(row.text).map(({ norm }) => norm);
  const against = isLabelledComment(row) ? [] : ['target' in row ? row.target : '', 'parent' in row ? row.parent : ''];
  return JSON.stringify([text, ...against]);
}

function labelBalance(places: readonly Place[]): CheckReport['balance'] {
  const balance: Record<string, Record<string, Record<string, number>>> = {};
  const count = (head: Task, label: string, file: string) => {
    balance[head] ??= {};
    const byFile = (balance[head] as Record<string, Record<string, number>>)[label] ?? {};
    (balance[head] as Record<string, Record<string, number>>)[label] = { ...byFile, [file]: (byFile[file] ?? 0) + 1 };
  };
  for (const { file, row } of places) {
    for (const [head, label] of labelsOf(row)) count(head, label, file);
  }
  return balance;
}

function labelsOf(row: DataRow): [Task, string][] {
  if (isLabelledComment(row)) {
    const attributes = TOXICITY_ATTRIBUTES.filter((attribute) => row.toxicity[attribute] === 1);
    return [
      ...(attributes.length === 0 ? ['clean'] : attributes).map((label): [Task, string] => ['toxicity', label]),
      ...row.stances.map(({ label }): [Task, string] => ['stance', label]),
      ...(row.reply === null ? [] : ([['reply', row.reply]] as [Task, string][])),
    ];
  }
  if ('labels' in row) {
    const attributes = TOXICITY_ATTRIBUTES.filter((attribute) => (row.labels[attribute] ?? 0) >= 0.5);
    return (attributes.length === 0 ? ['clean'] : attributes).map((label) => ['toxicity', label]);
  }
  return [['target' in row ? 'stance' : 'reply', likeliest(row.stance)]];
}

const likeliest = (label: string | Readonly<Record<string, number>>): string =>
  typeof label === 'string' ? label : (Object.entries(label).reduce((a, b) => (b[1] > a[1] ? b : a))[0] as string);
