import type { CascadePoint } from '../../contextual/manifest.ts';
import { answersOf, type Judged } from '../judged.ts';
import { accuracy, macroF1 } from '../metrics.ts';

/** What both say of the same rows, in the same order. */
export interface TwoOpinions {
  readonly embedded: readonly Judged[];
  readonly encoder: readonly Judged[];
  /** The confidence below which the embedded model abstains. */
  readonly abstainBelow: number;
  readonly labels: number;
}

/** Milliseconds that an answer of each takes. */
export interface Speeds {
  readonly embedded: number;
  readonly encoder: number;
}

/** The highest of three probabilities is never below a third. */
const CUTS = [0, ...Array.from({ length: 33 }, (_, i) => (36 + 2 * i) / 100)];
/** How far below the best of the curve the default may lie. */
const GIVEN_UP = 0.005;

/**
 * How right the two are together, by the confidence of the embedded model below which the encoder is asked: nobody at all
 * (null), only where the embedded model abstains (0), up to everyone (1).
 */
export function cascadeCurve({ embedded, encoder, abstainBelow, labels }: TwoOpinions, speeds: Speeds): CascadePoint[] {
  const first = answersOf(embedded);
  const second = answersOf(encoder);
  return [null, ...CUTS].map((askBelow) => {
    const asked = first.confidence.map((p) => askBelow !== null && (p < abstainBelow || p < askBelow));
    const answers = first.predicted.map((label, i) => (asked[i] ? second.predicted[i]! : label));
    const share = asked.filter(Boolean).length / asked.length;
    return {
      askBelow,
      asked: share,
      accuracy: accuracy(answers, first.actual),
      macroF1: macroF1(answers, first.actual, labels),
      milliseconds: speeds.embedded + share * speeds.encoder,
    };
  });
}

/** Asks as seldom as the curve allows: the lowest cut whose mean of accuracy and macro-F1 is half a point below the best, or less. */
export function chooseCut(curve: readonly CascadePoint[]): number {
  const cuts = curve.flatMap(({ askBelow, accuracy, macroF1 }) =>
    askBelow === null ? [] : [{ askBelow, worth: (accuracy + macroF1) / 2 }],
  );
  const best = Math.max(...cuts.map(({ worth }) => worth));
  return cuts.find(({ worth }) => worth >= best - GIVEN_UP)?.askBelow ?? 1;
}
