import { basename } from 'node:path';
import type { HeadName } from '../../model/format.ts';
import type { HeadExample } from '../../model/head.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../../schemas.ts';
import { type BadRow, type DatasetFile, readRowFiles } from './lines.ts';
import {
  isLabelledComment,
  type LabelledComment,
  parseLine,
  type ReplyRow,
  type StanceRow,
  type ToxicityRow,
  type TrainingRow,
} from './rows.ts';

/** A labelled example of any head. */
export interface Example extends HeadExample {
  /** One number (0 to 1) per label of the head; NaN where the source does not say. */
  readonly targets: readonly number[];
  /** How much the example counts in the loss. */
  readonly weight: number;
  readonly source: string;
  /** Article, topic or discussion: examples of one group never stand on both sides of a split. */
  readonly group: string;
  /** What people marked toxic, as UTF-16 ranges [start, end); null where the source does not say. */
  readonly spans: readonly (readonly [number, number])[] | null;
  /** Identity groups that the text names; empty where the source does not say. */
  readonly groups: readonly string[];
  /** Stance: the comment that it answers, where the row says. */
  readonly parent?: string | undefined;
}

export interface Dataset {
  readonly examples: readonly Example[];
  readonly files: readonly DatasetFile[];
  readonly badRows: readonly BadRow[];
}

/**
 * Reads what a head learns from out of JSON-lines files (gzip-compressed where the name ends in `.gz`): rows for that
 * head, or whole labelled threads, of which every head takes its part. Lines that are no rows are collected with their
 * number and the rest is kept.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of a file is a row.
 */
export async function readDataset(head: HeadName, paths: readonly string[]): Promise<Dataset> {
  const { rows, ...read } = await readRowFiles(paths, `${head} rows`, (path) => {
    const texts = new Map<string, string>();
    return (line) => {
      const row = parseLine(line, [head]);
      if (typeof row === 'string') return row;
      return isLabelledComment(row) ? commentExamples(head, row, texts) : rowExamples(head, row, basename(path));
    };
  });
  return { examples: rows, ...read };
}

const oneOf = (labels: readonly string[], label: string) => labels.map((candidate) => Number(candidate === label));

const sharesOf = (labels: readonly string[], label: string | Readonly<Record<string, number>>) =>
  typeof label === 'string' ? oneOf(labels, label) : labels.map((candidate) => label[candidate] as number);

/** Which label an example has, of labels that exclude each other; where it has shares of several, the largest. */
export const labelIndex = ({ targets }: Pick<Example, 'targets'>): number => targets.indexOf(Math.max(...targets));

/** What a head learns from a comment of a labelled thread; `texts` remembers the comments before it. */
function commentExamples(head: HeadName, comment: LabelledComment, texts: Map<string, string>): Example[] {
  const { id, text, article, parent, stances, reply, toxicity } = comment;
  texts.set(id, text);
  const base = { text, source: 'below-the-line', group: article, groups: [], spans: null, weight: 1 };
  if (head === 'toxicity') {
    return [
      {
        ...base,
        against: '',
        targets: TOXICITY_ATTRIBUTES.map((attribute) => toxicity[attribute]),
        spans: comment.spans,
      },
    ];
  }
  if (head === 'stance') {
    return stances.map(({ target, label }) => ({ ...base, against: target, targets: oneOf(STANCE_LABELS, label) }));
  }
  const answered = parent === null ? undefined : texts.get(parent);
  return answered === undefined || reply === null
    ? []
    : [{ ...base, against: answered, targets: oneOf(REPLY_LABELS, reply) }];
}

function rowExamples(head: HeadName, row: TrainingRow, file: string): Example[] {
  const { text, source = file, group = '', weight = 1 } = row;
  const base = { text, source, group, groups: [], spans: null, weight };
  if (head === 'toxicity') {
    const { labels, groups = [], spans = null } = row as ToxicityRow;
    const targets = TOXICITY_ATTRIBUTES.map((attribute) => labels[attribute] ?? Number.NaN);
    return [{ ...base, against: '', targets, groups, spans }];
  }
  if (head === 'reply') {
    const { parent, stance } = row as ReplyRow;
    return [{ ...base, against: parent, targets: sharesOf(REPLY_LABELS, stance) }];
  }
  const { target, naturalTarget, stance, context } = row as StanceRow;
  const forms = naturalTarget === undefined || naturalTarget === target ? [target] : [target, naturalTarget];
  return forms.map((against) => ({
    ...base,
    against,
    parent: context?.at(-1),
    targets: sharesOf(STANCE_LABELS, stance),
    weight: weight / forms.length,
  }));
}
