import { seededRandom, shuffle } from '../dataset/random.ts';
import type { Example } from '../dataset/read.ts';
import type { HeadName, Model } from '../model/format.ts';
import { readHead } from '../model/head.ts';
import { attributeDetails, type Details, labelDetails } from './details.ts';
import { attributeFigures, type Figures, labelFigures } from './figures.ts';
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

/**
 * Runs a model's head over labelled rows, once each (and once more for each control), and measures what it says.
 * @throws BelowTheLineError `invalid-model` when the model lacks the head, or the reply head for rows that say what they
 * answer.
 */
export function evaluate(model: Model, name: HeadName, examples: readonly Example[]): Evaluation {
  const head = readHead(model, name);
  const [measure, look] =
    name === 'toxicity' ? ([attributeFigures, attributeDetails] as const) : ([labelFigures, labelDetails] as const);
  const figures = (rows: readonly Judged[]) => measure(head.manifest, rows);
  const alone = judge(head, examples);
  const inThreads = name === 'stance' && examples.some(({ parent }) => parent !== undefined);
  const all = inThreads ? judgeInContext(head, readHead(model, 'reply'), alone) : alone;
  const sources = [...new Set(examples.map((example) => example.source))].sort();
  const controls = Object.entries(name === 'stance' ? stanceControls(examples) : {});
  return {
    head: name,
    overall: name === 'toxicity' ? { ...figures(all), spanF1: spanF1(head, examples) } : figures(all),
    bySource: Object.fromEntries(sources.map((s) => [s, figures(all.filter(({ example }) => example.source === s))])),
    controls: {
      ...Object.fromEntries(controls.map(([control, changed]) => [control, figures(judge(head, changed))])),
      ...(inThreads ? { 'without context': figures(alone) } : {}),
    },
    ...look(head.manifest, all),
  };
}

/** A head that does as well without the target is no stance head. */
function stanceControls(examples: readonly Example[]): Record<string, Example[]> {
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
