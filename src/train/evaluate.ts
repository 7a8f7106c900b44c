import { seededRandom, shuffle } from '../dataset/random.ts';
import type { Example } from '../dataset/rows/examples.ts';
import type { HeadName, Model } from '../model/format.ts';
import { type Head, readHead } from '../model/head.ts';
import { attributeDetails, type Details, labelDetails } from './details.ts';
import { type AnswerHead, attributeFigures, type Figures, labelFigures } from './figures.ts';
import { type Judged, judge, judgeInContext } from './judged.ts';
import { spanF1 } from './span-f1.ts';

export type { Figures } from './figures.ts';

/** What a head is worth on labelled rows; a number that is not defined is NaN, and null in JSON. */
export interface Evaluation extends Details {
  readonly head: HeadName;
  readonly overall: Figures;
  readonly bySource: Readonly<Record<string, Figures>>;
  /**
   * Stance: the same rows with the target or the text taken away, or targets shuffled; and, where rows say what they
   * answer, without that. Empty for the other heads.
   */
  readonly controls: Readonly<Record<string, Figures>>;
}

/** The figure that a head is chosen by. */
export const MAIN_FIGURE: Readonly<Record<HeadName, string>> = {
  toxicity: 'auc.toxicity',
  stance: 'macroF1',
  reply: 'macroF1',
};

/** Rows with what a head says of them, and, by control, the changed rows with what it says of those. */
export interface AnsweredRows {
  readonly all: readonly Judged[];
  readonly controls: Readonly<Record<string, readonly Judged[]>>;
}

/**
 * Runs a model's head over labelled rows, once each (and once more for each control), and measures what it says.
 * @throws BelowTheLineError `invalid-model` when the model lacks the head, or the reply head for rows that say what they
 * answer.
 */
export function evaluate(model: Model, name: HeadName, examples: readonly Example[]): Evaluation {
  const head = readHead(model, name);
  if (name === 'toxicity') return evaluateAttributes(head, examples);
  const alone = judge(head, examples);
  const changed = Object.entries(name === 'stance' ? stanceControls(examples) : {});
  const controls = Object.fromEntries(changed.map(([control, rows]) => [control, judge(head, rows)]));
  if (!answersInThreads(name, examples)) return measureAnswers(name, head.manifest, { all: alone, controls });
  const all = judgeInContext(head, readHead(model, 'reply'), alone);
  return measureAnswers(name, head.manifest, { all, controls: { ...controls, 'without context': alone } });
}

/** Whether rows of stance say what they answer. */
export const answersInThreads = (name: HeadName, examples: readonly Example[]): boolean =>
  name === 'stance' && examples.some(({ parent }) => parent !== undefined);

/** Measures answers of exclusive labels, whoever gave them. */
export function measureAnswers(
  name: Exclude<HeadName, 'toxicity'>,
  head: AnswerHead,
  { all, controls }: AnsweredRows,
): Evaluation {
  const figures = (rows: readonly Judged[]) => labelFigures(head, rows);
  return {
    head: name,
    overall: figures(all),
    bySource: bySource(all, figures),
    controls: Object.fromEntries(Object.entries(controls).map(([control, rows]) => [control, figures(rows)])),
    ...labelDetails(head, all),
  };
}

function evaluateAttributes(head: Head, examples: readonly Example[]): Evaluation {
  const figures = (rows: readonly Judged[]) => attributeFigures(head.manifest, rows);
  const all = judge(head, examples);
  return {
    head: head.name,
    overall: { ...figures(all), spanF1: spanF1(head, examples) },
    bySource: bySource(all, figures),
    controls: {},
    ...attributeDetails(head.manifest, all),
  };
}

function bySource(rows: readonly Judged[], figures: (rows: readonly Judged[]) => Figures): Record<string, Figures> {
  const sources = [...new Set(rows.map(({ example }) => example.source))].sort();
  return Object.fromEntries(
    sources.map((source) => [source, figures(rows.filter(({ example }) => example.source === source))]),
  );
}

/** A head that does as well without the target is no stance head. */
export function stanceControls(examples: readonly Example[]): Record<string, Example[]> {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return {
    'without target': examples.map((example) => ({ ...example, against: '' })),
    'without text': examples.map((example) => ({ ...example, text: '' })),
    'shuffled targets': examples.map((example, i) => ({
      ...example,
      against: (examples[order[i] as number] as Example).against,
    })),
  };
}
