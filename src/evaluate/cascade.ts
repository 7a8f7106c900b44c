import type { CascadePoint } from '../encoder/manifest.ts';
import { accuracy, macroF1 } from './metrics.ts';
import { type Prediction, topLabels } from './predictions.ts';

/** What both say of the same rows, in the same order. */
export interface TwoOpinions {
  readonly lexical: readonly Prediction[];
  readonly encoder: readonly Prediction[];
  /** The confidence below which the lexical scorer abstains. */
  readonly abstainBelow: number;
  readonly labels: number;
}

/** Milliseconds that an answer of each takes. */
export interface Speeds {
  readonly lexical: number;
  readonly encoder: number;
}

/** The highest of three probabilities is never below a third. */
const CUTS = [0, ...Array.from({ length: 33 }, (_, i) => (36 + 2 * i) / 100)];

/**
 * Returns how right the two are together, by the confidence of the lexical scorer below which the encoder is asked: nowhere
 * (null), only where the lexical scorer abstains (0), up to everywhere (1).
 */
export function cascadeCurve({ lexical, encoder, abstainBelow, labels }: TwoOpinions, speeds: Speeds): CascadePoint[] {
  const first = topLabels(lexical);
  const second = topLabels(encoder);
  return [null, ...CUTS].map((askBelow) => {
    const asked = first.confidence.map((p) => askBelow !== null && (p < abstainBelow || p < askBelow));
    const answers = first.predicted.map((label, i) => (asked[i] ? second.predicted[i]! : label));
    const share = asked.filter(Boolean).length / asked.length;
    return {
      askBelow,
      asked: share,
      accuracy: accuracy(answers, first.actual),
      macroF1: macroF1(answers, first.actual, labels),
      milliseconds: speeds.lexical + share * speeds.encoder,
    };
  });
}

/**
 * Returns the cut that asks as seldom as the curve allows: the lowest whose mean of accuracy and macro-F1 is that of the best.
 * What is gained by asking less often is time; what is lost are answers that words alone are sure of, and wrong.
 */
export function chooseCut(curve: readonly CascadePoint[]): number {
  const cuts = curve.flatMap(({ askBelow, accuracy, macroF1 }) =>
    askBelow === null ? [] : [{ askBelow, figure: (accuracy + macroF1) / 2 }],
  );
  const best = Math.max(...cuts.map(({ figure }) => figure));
  return cuts.find(({ figure }) => figure >= best)?.askBelow ?? 1;
}
