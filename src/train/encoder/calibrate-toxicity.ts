import type { Example } from '../../dataset/rows/examples.ts';
import type { EncoderToxicity } from '../../encoder/manifest.ts';
import { mean, rocAuc } from '../../evaluate/metrics.ts';
import { attributeProbabilities } from '../../scoring/calibration.ts';
import { mixLogits } from '../../scoring/pool.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { calibrateAttributes } from '../calibration.ts';

/** Of rows that neither scorer has learnt from: the lexical scorer's probabilities, and the encoder's logits. */
export interface ToxicOpinions {
  readonly examples: readonly Example[];
  readonly logits: readonly Float32Array[];
  readonly lexical: readonly Float32Array[];
}

/** Weights of the encoder that are tried. */
const WEIGHTS = Array.from({ length: 11 }, (_, i) => i / 10);
/** Lexical scores below and above which it may go unasked. */
const LOWEST = [0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08, 0.12];
const HIGHEST = [0.8, 0.9, 0.95, 0.98, 1.01];
/** Area under the curve that the cascade may lose to asking always. */
const MAX_LOST = 0.002;

type Pooled = Pick<EncoderToxicity, 'weight' | 'calibration' | 'thresholds' | 'uncertain' | 'askBetween' | 'asked'>;

/**
 * Returns what the encoder weighs beside the lexical scorer, for the highest AUC of toxicity with every source counting the
 * same; probabilities and thresholds by the sources whose toxicity is as frequent as in life; and between which lexical
 * scores to ask, as few rows of those sources as the AUC allows.
 */
export function calibrateToxicity(opinions: ToxicOpinions, natural: readonly string[]): Pooled {
  const mixed = (weight: number) => opinions.logits.map((row, i) => mixLogits(opinions.lexical[i]!, row, weight));
  const tried = WEIGHTS.map((weight) => ({ weight, figure: meanAuc(opinions, toxicityOf(mixed(weight))) }));
  const { weight } = tried.reduce((best, next) => (next.figure > best.figure ? next : best));
  const logits = mixed(weight);
  const { calibration, thresholds, uncertain } = calibrateAttributes(
    TOXICITY_ATTRIBUTES,
    opinions.examples,
    logits,
    natural,
  );
  const always = logits.map((row) => attributeProbabilities(row, calibration)[0]!);
  return { weight, calibration, thresholds, uncertain, ...chooseBand(opinions, always, natural) };
}

/** Returns the band of lexical scores in which to ask. */
function chooseBand(
  opinions: ToxicOpinions,
  always: readonly number[],
  natural: readonly string[],
): Pick<Pooled, 'askBetween' | 'asked'> {
  const own = opinions.lexical.map((row) => row[0]!);
  const best = meanAuc(opinions, always);
  const frequent = opinions.examples.flatMap(({ source }, i) => (natural.includes(source) ? [i] : []));
  const usual = frequent.length > 0 ? frequent : opinions.examples.map((_, i) => i);
  const bands = LOWEST.flatMap((from) => HIGHEST.map((to) => ({ from, to }))).map(({ from, to }) => {
    const isAsked = (i: number) => own[i]! >= from && own[i]! < to;
    const scores = always.map((score, i) => (isAsked(i) ? score : own[i]!));
    return { from, to, asked: mean(usual.map((i) => Number(isAsked(i)))), figure: meanAuc(opinions, scores) };
  });
  const { from, to, asked } = bands
    .filter(({ figure }) => figure >= best - MAX_LOST)
    .reduce((least, band) => (band.asked < least.asked ? band : least), bands.at(-1)!);
  return { askBetween: [from, Math.min(1, to)], asked: Number(asked.toFixed(4)) };
}

const toxicityOf = (logits: readonly Float32Array[]) => logits.map((row) => row[0]!);

/** Returns the AUC of toxicity, the mean over the sources that have both classes. */
function meanAuc({ examples }: Pick<ToxicOpinions, 'examples'>, scores: readonly number[]): number {
  const sources = [...new Set(examples.map(({ source }) => source))];
  const figures = sources.flatMap((source) => {
    const rows = examples.flatMap((example, i) =>
      example.source === source && !Number.isNaN(example.labels[0]!) ? [i] : [],
    );
    const positives = rows.map((i) => examples[i]!.labels[0]! >= 0.5);
    if (!positives.includes(true) || !positives.includes(false)) return [];
    return [
      rocAuc(
        rows.map((i) => scores[i]!),
        positives,
      ),
    ];
  });
  return mean(figures);
}
