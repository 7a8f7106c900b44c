import type { Example } from '../../dataset/rows/examples.ts';
import { labelIndex } from '../../dataset/rows/examples.ts';
import { BelowTheLineError } from '../../errors.ts';
import { TASK_LABELS, type Task } from '../../tasks.ts';
import { languageOf } from '../../text/language.ts';
import { withImpliedLabels } from '../lexical/imply-labels.ts';

/** Fewer rows of a class than this say too little about it. */
export const MIN_OF_CLASS = 20;
/** Fewer groups than this say too little about comments of another article. */
export const MIN_GROUPS = 5;

/** Labelled rows as a model is retrained on them. */
export interface UsableRows {
  /** English ones, each wording of a question once; labels that are not learnt are unknown. */
  readonly rows: readonly Example[];
  /** By label in the task's order: whether enough rows say that it holds, and enough that it does not. */
  readonly learnt: readonly boolean[];
  /** Rows that were left out because of their language, and because another says the same. */
  readonly leftOut: { readonly otherLanguage: number; readonly duplicates: number };
  /** What is missing to learn from, each with what would help; empty where nothing is. */
  readonly missing: readonly string[];
  /** Labels that rows know and that are left as they are, each with the reason. */
  readonly kept: readonly string[];
}

/**
 * Returns the rows that a model can be retrained on, and what they lack for it.
 * @param anyway take labels of which rows are few or of one class for learnt
 * @throws BelowTheLineError `invalid-input` when none is left.
 */
export function usableRows(task: Task, examples: readonly Example[], anyway = false): UsableRows {
  const english = examples.filter(({ text }) => isReadable(text));
  const all = distinct(english);
  const otherLanguage = examples.length - english.length;
  const leftOut = { otherLanguage, duplicates: english.length - all.length };
  if (all.length === 0)
    throw new BelowTheLineError(
      'invalid-input',
      `no rows are left to train on: ${otherLanguage} of ${examples.length} are not in English, which alone the model reads`,
    );
  const { rows, learnt, missing, kept } = task === 'toxicity' ? attributes(all, anyway) : exclusive(task, all);
  const foreign =
    missing.length > 0 && otherLanguage > 0 ? [`${otherLanguage} rows that are not in English were left out`] : [];
  const same =
    missing.length > 0 && leftOut.duplicates > 0 ? [`${leftOut.duplicates} rows that say the same count once`] : [];
  return { rows, learnt, leftOut, missing: [...missing, ...foreign, ...same], kept };
}

function isReadable(text: string): boolean {
  const language = languageOf(text);
  return language === null || language === 'en';
}

/** Returns rows of which several ask the same question as one, with the mean of their labels and weights. */
function distinct(examples: readonly Example[]): Example[] {
  const same = new Map<string, Example[]>();
  for (const example of examples) {
    const key = JSON.stringify([example.text, example.target, example.parent ?? null]);
    const rows = same.get(key);
    if (rows === undefined) same.set(key, [example]);
    else rows.push(example);
  }
  return [...same.values()].map((rows) => {
    const [first] = rows as [Example];
    if (rows.length === 1) return first;
    const labels = first.labels.map((_, k) => {
      const known = rows.filter((row) => !Number.isNaN(row.labels[k]));
      return weightedMean(known, ({ labels }) => labels[k]!);
    });
    return { ...first, labels, weight: rows.reduce((sum, { weight }) => sum + weight, 0) / rows.length };
  });
}

function weightedMean(rows: readonly Example[], of: (row: Example) => number): number {
  const weight = rows.reduce((sum, row) => sum + row.weight, 0);
  return rows.reduce((sum, row) => sum + row.weight * of(row), 0) / weight;
}

/** Attributes are learnt one by one: those of which there is enough. */
function attributes(all: readonly Example[], anyway: boolean): Omit<UsableRows, 'leftOut'> {
  const known = withImpliedLabels(all);
  const names = TASK_LABELS.toxicity;
  const counts = names.map((_, k) => {
    const values = known.flatMap(({ labels }) => (Number.isNaN(labels[k]) ? [] : [labels[k]! >= 0.5]));
    const positives = values.filter(Boolean).length;
    return { positives, negatives: values.length - positives };
  });
  const enough = counts.map(({ positives, negatives }) => Math.min(positives, negatives) >= MIN_OF_CLASS);
  const some = counts.map(({ positives, negatives }) => positives + negatives > 0);
  const learnt = anyway && !enough.includes(true) ? some : enough;
  const told = (k: number) =>
    `${names[k]} has ${counts[k]!.positives} rows that are and ${counts[k]!.negatives} that are not, expected at least ${MIN_OF_CLASS} of each`;
  // Toxicity itself, where rows are labelled with it; what other labels imply of it is none of one's own labelling.
  const isNamed = names.map((_, k) => all.some(({ labels }) => !Number.isNaN(labels[k])));
  const first = isNamed.indexOf(true);
  const isEnough = enough[first] === true;
  return {
    rows: known.map((row) => ({ ...row, labels: row.labels.map((label, k) => (learnt[k] ? label : Number.NaN)) })),
    learnt,
    missing: isEnough ? [] : [`${told(Math.max(0, first))}: label more of the rarer kind`],
    kept: names.flatMap((_, k) => (k !== first && isNamed[k] && !learnt[k] ? [told(k)] : [])),
  };
}

/** Labels that exclude each other are learnt together, or not at all. */
function exclusive(task: Task, rows: readonly Example[]): Omit<UsableRows, 'leftOut'> {
  const counts = TASK_LABELS[task].map((_, k) => rows.filter((row) => labelIndex(row) === k).length);
  const rare = TASK_LABELS[task].flatMap((label, k) => (counts[k]! < MIN_OF_CLASS ? [`${counts[k]} ${label}`] : []));
  return {
    rows,
    learnt: TASK_LABELS[task].map(() => true),
    missing:
      rare.length === 0
        ? []
        : [`rows of ${task} have ${rare.join(', ')}, expected at least ${MIN_OF_CLASS} of each: label more of these`],
    kept: [],
  };
}
