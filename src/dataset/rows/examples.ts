import { basename } from 'node:path';
import { REPLY_LABELS, STANCE_LABELS, type Task, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { type BadRow, type DatasetFile, readRowFiles } from './files.ts';
import type { LabelledComment } from './labelled-comments.ts';
import { isLabelledComment, parseLine } from './parse.ts';
import type { ReplyRow, StanceRow, ToxicityRow, TrainingRow } from './training-rows.ts';

/** A labelled example of one task. */
export interface Example {
  readonly text: string;
  /** The other text of the pair: the target, or the comment that it answers; empty for toxicity. */
  readonly target: string;
  /** One number (0 to 1) per label of the task, in the order of `TASK_LABELS`; NaN where the source does not say. */
  readonly labels: readonly number[];
  /** How much the example counts in the loss. */
  readonly weight: number;
  /** Where it comes from: the row's `source`, else the name of its file. */
  readonly source: string;
  /** Article, topic or discussion: examples of one group never stand on both sides of a split; empty for none. */
  readonly group: string;
  /** What people marked toxic, as UTF-16 ranges [start, end); null where the source does not say. */
  readonly spans: readonly (readonly [number, number])[] | null;
  /** Identity groups that the text names; empty where the source does not say. */
  readonly groups: readonly string[];
  /** Stance: the comment that it answers, where the row says. */
  readonly parent?: string | undefined;
  /** Stance: the headline of the article, where the row says. */
  readonly headline?: string | undefined;
}

/** Examples of one task, the files that they are from, and the lines that could not be read. */
export interface Dataset {
  readonly examples: readonly Example[];
  readonly files: readonly DatasetFile[];
  readonly badRows: readonly BadRow[];
}

/**
 * Reads the examples of a task from JSON-lines files (gzip-compressed where the name ends in `.gz`): rows for that task,
 * or whole labelled threads, which have examples of every task. Lines that are no rows are collected with their number
 * and the rest is kept.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of a file is a row.
 */
export async function readDataset(task: Task, paths: readonly string[]): Promise<Dataset> {
  const { rows, ...read } = await readRowFiles(paths, `${task} rows`, (path) => {
    const texts = new Map<string, string>();
    return (line) => {
      const row = parseLine(line, [task]);
      if (typeof row === 'string') return row;
      return isLabelledComment(row) ? commentExamples(task, row, texts) : rowExamples(task, row, basename(path));
    };
  });
  return { examples: rows, ...read };
}

/** Returns the index of an example's label, of labels that exclude each other; where it has shares, of the largest. */
export const labelIndex = ({ labels }: Pick<Example, 'labels'>): number => labels.indexOf(Math.max(...labels));

const oneHot = (labels: readonly string[], label: string) => labels.map((candidate) => Number(candidate === label));

const sharesOf = (labels: readonly string[], label: string | Readonly<Record<string, number>>) =>
  typeof label === 'string' ? oneHot(labels, label) : labels.map((candidate) => label[candidate]!);

/** Returns the examples of a comment of a labelled thread; `texts` holds the comments before it by id, and then it too. */
function commentExamples(task: Task, comment: LabelledComment, texts: Map<string, string>): Example[] {
  const { id, text, article, parent, stances, reply, toxicity, spans } = comment;
  texts.set(id, text);
  const base = { text, source: 'below-the-line', group: article, groups: [], spans: null, weight: 1 };
  if (task === 'toxicity') {
    return [{ ...base, target: '', labels: TOXICITY_ATTRIBUTES.map((attribute) => toxicity[attribute]), spans }];
  }
  if (task === 'stance') {
    return stances.map(({ target, label }): Example => ({ ...base, target, labels: oneHot(STANCE_LABELS, label) }));
  }
  const parentText = parent === null ? undefined : texts.get(parent);
  return parentText === undefined || reply === null
    ? []
    : [{ ...base, target: parentText, labels: oneHot(REPLY_LABELS, reply) }];
}

function rowExamples(task: Task, row: TrainingRow, file: string): Example[] {
  const { text, source = file, group = '', weight = 1 } = row;
  const base = { text, source, group, groups: [], spans: null, weight };
  if (task === 'toxicity') {
    const { labels: shares, groups = [], spans = null } = row as ToxicityRow;
    const labels = TOXICITY_ATTRIBUTES.map((attribute) => shares[attribute] ?? Number.NaN);
    return [{ ...base, target: '', labels, groups, spans }];
  }
  if (task === 'reply') {
    const { parent, stance } = row as ReplyRow;
    return [{ ...base, target: parent, labels: sharesOf(REPLY_LABELS, stance) }];
  }
  const { target, naturalTarget, stance, context, headline } = row as StanceRow;
  const forms = naturalTarget === undefined || naturalTarget === target ? [target] : [target, naturalTarget];
  return forms.map(
    (form): Example => ({
      ...base,
      target: form,
      parent: context?.at(-1),
      headline: headline ?? undefined,
      labels: sharesOf(STANCE_LABELS, stance),
      weight: weight / forms.length,
    }),
  );
}
