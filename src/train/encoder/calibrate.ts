import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import type { EncoderHead } from '../../encoder/manifest.ts';
import { macroF1, mean } from '../../evaluate/metrics.ts';
import { pool, pooledLogits } from '../../scoring/pool.ts';
import { abstainBelow } from '../calibration.ts';
import { fitTemperature } from './temperature.ts';

/** Weights of the encoder that are tried. */
const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);

/** Of rows that a head has not learnt from: the lexical scorer's probabilities, and the encoder's logits. */
export interface Opinions {
  readonly examples: readonly Pick<Example, 'labels' | 'source'>[];
  readonly logits: readonly Float32Array[];
  readonly lexical: readonly ArrayLike<number>[];
}

/**
 * Returns what the encoder weighs beside the lexical scorer, for the highest macro-F1 with every source counting the same;
 * the temperature, for the lowest log loss; and where the answer is little better than a guess.
 */
export function calibratePool(opinions: Opinions): Pick<EncoderHead, 'weight' | 'temperature' | 'abstainBelow'> {
  const actual = opinions.examples.map(labelIndex);
  const tried = WEIGHTS.map((weight) => ({
    weight,
    figure: meanMacroF1(together(opinions, weight), opinions, actual),
  }));
  const { weight } = tried.reduce((best, next) => (next.figure > best.figure ? next : best));
  const temperature = fitTemperature(together(opinions, weight), actual);
  const answers = opinions.logits.map((row, i) => pool(opinions.lexical[i]!, row, { weight, temperature }));
  return { weight, temperature, abstainBelow: abstainBelow(answers, actual) };
}

const together = ({ logits, lexical }: Opinions, weight: number) =>
  logits.map((row, i) => pooledLogits(lexical[i]!, row, weight));

/** Returns macro-F1, the mean over sources. */
function meanMacroF1(logits: readonly Float32Array[], { examples }: Opinions, actual: readonly number[]): number {
  const labels = logits[0]?.length ?? 0;
  const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
  const sources = [...new Set(examples.map(({ source }) => source))];
  return mean(
    sources.map((source) => {
      const rows = examples.flatMap((example, i) => (example.source === source ? [i] : []));
      const pick = (all: readonly number[]) => rows.map((i) => all[i]!);
      return macroF1(pick(predicted), pick(actual), labels);
    }),
  );
}
