import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import type { EncoderHead } from '../../encoder/manifest.ts';
import { macroF1, mean } from '../../evaluate/metrics.ts';
import type { Calibration } from '../../scoring/calibration.ts';
import { pool, pooledLogits } from '../../scoring/pool.ts';
import { abstainBelow, fitVectorScaling } from '../calibration.ts';
import { fitTemperature } from './temperature.ts';

/** Weights of the encoder that are tried. */
const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);
/** What is tried as an offset of the last label's logit: it is more frequent on real pages than in most corpora. */
const OFFSETS = Array.from({ length: 21 }, (_, i) => (i - 10) / 10);
/** Fewer rows than this at the rate of life say too little of how often a label holds. */
const MIN_NATURAL = 500;

/** Of rows that a head has not learnt from: the lexical scorer's probabilities, and the encoder's logits. */
export interface Opinions {
  readonly examples: readonly Pick<Example, 'labels' | 'source'>[];
  readonly logits: readonly Float32Array[];
  readonly lexical: readonly ArrayLike<number>[];
}

type Pooled = Pick<EncoderHead, 'weight' | 'calibration' | 'abstainBelow'>;

/**
 * Returns what the encoder weighs beside the lexical scorer, and the offset of the last label, for the highest macro-F1: a
 * mean over sources, in which those whose labels are as frequent as in life count twice as much as all others together; the
 * temperature, for the lowest log loss; and where the answer is little better than a guess.
 * @param natural the sources whose labels are as frequent as in life; they are left out of it where they have too few rows
 */
export function calibratePool(opinions: Opinions, natural: readonly string[] = []): Pooled {
  const ofLife = pick(opinions, ({ source }) => natural.includes(source));
  const isEnough = ofLife.examples.length >= MIN_NATURAL;
  const rest = isEnough ? pick(opinions, ({ source }) => !natural.includes(source)) : opinions;
  const tried = WEIGHTS.flatMap((weight) =>
    OFFSETS.map((offset) => {
      const figures = (isEnough ? [ofLife, ofLife, rest] : [rest]).map((rows) =>
        meanMacroF1(together(rows, weight, offset), rows),
      );
      return { weight, offset, figure: mean(figures.filter((figure) => !Number.isNaN(figure))) };
    }),
  );
  const { weight, offset } = tried.reduce((best, next) => (next.figure > best.figure ? next : best));
  const by = isEnough ? ofLife : opinions;
  const actual = by.examples.map(labelIndex);
  const logits = together(by, weight, offset);
  const temperature = fitTemperature(logits, actual);
  const calibration = short({
    scale: [...logits[0]!].map(() => 1 / temperature),
    bias: [...logits[0]!].map((_, k, all) => (k === all.length - 1 ? offset / temperature : 0)),
  });
  const answers = by.logits.map((row, i) => pool(by.lexical[i]!, row, { weight, calibration }));
  return { weight, calibration, abstainBelow: abstainBelow(answers, actual) };
}

/** Returns the pooled logits, the last label's with its offset. */
const together = ({ logits, lexical }: Opinions, weight: number, offset: number): Float32Array[] =>
  logits.map((row, i) => {
    const both = pooledLogits(lexical[i]!, row, weight);
    both[both.length - 1]! += offset;
    return both;
  });

/** Returns the calibration of a pool with the lowest log loss, to three decimals. */
export function fitCalibration(opinions: Opinions, weight: number): Pooled['calibration'] {
  const logits = opinions.logits.map((row, i) => pooledLogits(opinions.lexical[i]!, row, weight));
  const actual = opinions.examples.map(labelIndex);
  return short(
    fitVectorScaling(
      logits,
      actual,
      actual.map(() => 1),
    ),
  );
}

function short({ scale, bias }: Calibration): Pooled['calibration'] {
  const digits = (values: readonly number[]) => values.map((value) => Number(value.toFixed(3)));
  return { scale: digits(scale), bias: digits(bias) };
}

function pick({ examples, logits, lexical }: Opinions, isWanted: (example: Opinions['examples'][number]) => boolean) {
  const rows = examples.flatMap((example, i) => (isWanted(example) ? [i] : []));
  const of = <T>(all: readonly T[]) => rows.map((i) => all[i]!);
  return { examples: of(examples), logits: of(logits), lexical: of(lexical) };
}

/** Returns macro-F1, the mean over sources. */
function meanMacroF1(logits: readonly Float32Array[], { examples }: Opinions): number {
  const actual = examples.map(labelIndex);
  const labels = logits[0]?.length ?? 0;
  const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
  const sources = [...new Set(examples.map(({ source }) => source))];
  return mean(
    sources.map((source) => {
      const rows = examples.flatMap((example, i) => (example.source === source ? [i] : []));
      const of = (all: readonly number[]) => rows.map((i) => all[i]!);
      return macroF1(of(predicted), of(actual), labels);
    }),
  );
}
