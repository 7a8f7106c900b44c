import { pool, pooledLogits } from '../../contextual/linear.ts';
import type { ContextualHead } from '../../contextual/manifest.ts';
import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import { abstainBelow } from '../calibration.ts';
import { macroF1, mean } from '../metrics.ts';
import { fitTemperature } from './temperature.ts';

/** Weights of the encoder that are tried. */
const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);

/** Of rows that a head has not learnt from: the encoder's logits, and the embedded model's probabilities. */
export interface Opinions {
  readonly examples: readonly Pick<Example, 'targets' | 'source'>[];
  readonly logits: readonly Float32Array[];
  readonly embedded: readonly (readonly number[])[];
}

/**
 * Sets what the encoder weighs beside the embedded model, for the highest macro-F1 with every source counting the same;
 * the temperature, for the lowest log loss; and where the answer is little better than a guess.
 */
export function calibrateContextual(
  opinions: Opinions,
): Pick<ContextualHead, 'weight' | 'temperature' | 'abstainBelow'> {
  const actual = opinions.examples.map(labelIndex);
  const tried = WEIGHTS.map((weight) => ({ weight, worth: worthOf(together(opinions, weight), opinions, actual) }));
  const { weight } = tried.reduce((best, next) => (next.worth > best.worth ? next : best));
  const temperature = fitTemperature(together(opinions, weight), actual);
  const answers = opinions.logits.map((row, i) =>
    pool(row, opinions.embedded[i] as readonly number[], { weight, temperature }),
  );
  return { weight, temperature, abstainBelow: abstainBelow(answers, actual) };
}

const together = ({ logits, embedded }: Opinions, weight: number) =>
  logits.map((row, i) => pooledLogits(row, embedded[i] as readonly number[], weight));

/** Macro-F1, the mean over sources. */
function worthOf(logits: readonly Float32Array[], { examples }: Opinions, actual: readonly number[]): number {
  const labels = logits[0]?.length ?? 0;
  const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
  const sources = [...new Set(examples.map(({ source }) => source))];
  return mean(
    sources.map((source) => {
      const rows = examples.flatMap((example, i) => (example.source === source ? [i] : []));
      const pick = (all: readonly number[]) => rows.map((i) => all[i] as number);
      return macroF1(pick(predicted), pick(actual), labels);
    }),
  );
}
