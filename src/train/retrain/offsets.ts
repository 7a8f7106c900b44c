import { sigmoid, softmax } from '../../scoring/calibration.ts';

/** Rows of one source: what a model says of each, and what they should be. */
interface Answered {
  readonly logits: readonly Float32Array[];
  /** By row, one number (0 to 1) a label; NaN where it is not known. */
  readonly labels: readonly (readonly number[])[];
}

const ITERATIONS = 50;
/** Of an offset: labels of one class alone would ask for an infinite one. */
const LARGEST = 6;

/**
 * Returns by label what has to be added to a model's logits so that it says as often as the rows do that the label holds.
 * Rows are seldom labelled at the rate of life: what they are chosen by is no news about comments, so that whoever learns
 * from them adds this first, and takes it away afterwards (prior correction, King and Zeng 2001).
 */
export function rateOffsets(loss: 'sigmoid' | 'softmax', { logits, labels }: Answered): Float32Array {
  const width = logits[0]?.length ?? 0;
  const offsets = new Float32Array(width);
  const knownBy = Array.from(offsets, (_, k) => labels.flatMap((row, i) => (Number.isNaN(row[k]) ? [] : [i])));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const said = logits.map((row) => probabilitiesOf(loss, row, offsets));
    for (let k = 0; k < width; k++) {
      const known = knownBy[k]!;
      if (known.length === 0) continue;
      // Half a row more of either, so that what never occurs has no infinite offset.
      const share = (sum: number) => (sum + 0.5) / (known.length + 1);
      const wanted = share(known.reduce((sum, i) => sum + labels[i]![k]!, 0));
      const found = share(known.reduce((sum, i) => sum + said[i]![k]!, 0));
      const step = loss === 'sigmoid' ? logOdds(wanted) - logOdds(found) : Math.log(wanted / found);
      offsets[k] = Math.max(-LARGEST, Math.min(LARGEST, offsets[k]! + step));
    }
  }
  return offsets;
}

const logOdds = (p: number) => Math.log(p / (1 - p));

function probabilitiesOf(loss: 'sigmoid' | 'softmax', row: Float32Array, offsets: Float32Array): Float32Array {
  const moved = row.map((logit, k) => logit + offsets[k]!);
  return loss === 'sigmoid' ? moved.map(sigmoid) : softmax(moved);
}
