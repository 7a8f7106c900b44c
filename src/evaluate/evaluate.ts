import { seededRandom, shuffle } from '../dataset/random.ts';
import type { Example } from '../dataset/rows/examples.ts';
import type { PairTask, Task } from '../tasks.ts';
import { attributeDetails, type Details, labelDetails } from './details.ts';
import { attributeFigures, type Figures, labelFigures } from './figures.ts';
import { type OnRow, type Prediction, predict, predictInThreads } from './predictions.ts';
import type { Decision, Predictor } from './predictor.ts';
import { spanF1 } from './span-f1.ts';

export type { Figures } from './figures.ts';

/** What predictions are worth on labelled rows; a number that is not defined is NaN, and null in JSON. */
export interface Evaluation extends Details {
  readonly head: Task;
  readonly overall: Figures;
  readonly bySource: Readonly<Record<string, Figures>>;
  /**
   * Stance: the same rows with the target or the text taken away, or targets shuffled; and, where rows say what stands
   * around them, without all of that, and without the headline. Empty for the other heads.
   */
  readonly controls: Readonly<Record<string, Figures>>;
}

/** The figure that a head is chosen by. */
export const MAIN_FIGURE: Readonly<Record<Task, string>> = {
  toxicity: 'auc.toxicity',
  stance: 'macroF1',
  reply: 'macroF1',
};

/** Predictions of rows and, by control, of the changed rows. */
export interface PredictedRows {
  readonly all: readonly Prediction[];
  readonly controls: Readonly<Record<string, readonly Prediction[]>>;
}

/** Rows of the controls, and who is told of the progress. */
export interface EvaluateOptions {
  /** Rows to change for the controls of stance. Default: all. */
  readonly controls?: readonly Example[] | undefined;
  readonly onRow?: OnRow | undefined;
}

/**
 * Predicts labelled rows by the pass that is served, once each (and once more for each control), and measures the
 * predictions.
 * @throws BelowTheLineError `invalid-model` when the model lacks the head, or the reply head for rows that say what they
 * answer.
 */
export async function evaluate(
  predictor: Predictor,
  task: Task,
  examples: readonly Example[],
  { controls: changed = examples, onRow }: EvaluateOptions = {},
): Promise<Evaluation> {
  const alone = await predict(predictor, task, examples, onRow);
  if (task === 'toxicity') {
    const measured = measureAttributes(predictor.decision(task), alone);
    return { ...measured, overall: { ...measured.overall, spanF1: spanF1(predictor.toxicSpans, examples) } };
  }
  const controls: Record<string, readonly Prediction[]> = {};
  for (const [control, rows] of Object.entries(task === 'stance' ? stanceControls(changed) : {}))
    controls[control] = await predict(predictor, task, rows, onRow);
  if (!isInThreads(task, examples)) return measureLabels(task, predictor.decision(task), { all: alone, controls });
  const all = await predictInThreads(predictor, alone, onRow);
  controls['without context'] = alone;
  if (examples.some(({ headline }) => headline !== undefined))
    controls['without headline'] = all.map((prediction, i) => {
      if (prediction.example.headline === undefined) return prediction;
      return predictInThreads(predictor, [withoutHeadline(alone[i]!)], onRow)[0]!;
    });
  return measureLabels(task, predictor.decision(task), { all, controls });
}

const withoutHeadline = ({ example, probabilities }: Prediction): Prediction => ({
  example: { ...example, headline: undefined },
  probabilities,
});

/** Says whether rows of stance name headlines or the comments that they answer. */
const isInThreads = (task: Task, examples: readonly Example[]): boolean =>
  task === 'stance' && examples.some(({ parent, headline }) => parent !== undefined || headline !== undefined);

/** Measures predictions of labels that exclude each other. */
export function measureLabels(task: PairTask, decision: Decision, { all, controls }: PredictedRows): Evaluation {
  const figures = (rows: readonly Prediction[]) => labelFigures(decision, rows);
  return {
    head: task,
    overall: figures(all),
    bySource: bySource(all, figures),
    controls: Object.fromEntries(Object.entries(controls).map(([control, rows]) => [control, figures(rows)])),
    ...labelDetails(decision, all),
  };
}

/** Measures predictions of attributes. */
export function measureAttributes(decision: Decision, all: readonly Prediction[]): Evaluation {
  const figures = (rows: readonly Prediction[]) => attributeFigures(decision, rows);
  return {
    head: 'toxicity',
    overall: figures(all),
    bySource: bySource(all, figures),
    controls: {},
    ...attributeDetails(decision, all),
  };
}

function bySource(
  rows: readonly Prediction[],
  figures: (rows: readonly Prediction[]) => Figures,
): Record<string, Figures> {
  const sources = [...new Set(rows.map(({ example }) => example.source))].sort();
  return Object.fromEntries(
    sources.map((source) => [source, figures(rows.filter(({ example }) => example.source === source))]),
  );
}

/** Returns rows changed so that a head has to do worse on them: one that does as well without the target is no stance head. */
export function stanceControls(examples: readonly Example[]): Record<string, Example[]> {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return {
    'without target': examples.map((example) => ({ ...example, target: '' })),
    'without text': examples.map((example) => ({ ...example, text: '' })),
    'shuffled targets': examples.map((example, i) => ({
      ...example,
      target: examples[order[i]!]!.target,
    })),
  };
}
