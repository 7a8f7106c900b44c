import type { Example } from '../../dataset/rows/examples.ts';
import { BelowTheLineError } from '../../errors.ts';
import { foldsOf, groupsOf } from './groups.ts';
import { MIN_GROUPS } from './rows.ts';

/** What to learn from and what to measure on, which share no group. */
export interface Part {
  readonly learn: readonly Example[];
  readonly measure: readonly Example[];
}

/** How a retraining is measured. */
export interface Plan {
  /** In words, for people. */
  readonly how: string;
  readonly parts: readonly Part[];
  /** Rows of the model that is given; null where it is that of the only part. */
  readonly all: readonly Example[] | null;
  /** What is missing to measure by, with what would help. */
  readonly missing: readonly string[];
}

const FOLDS = 5;
/** A tenth that holds fewer rows than this says too little: every row is measured in its turn. */
const MIN_HELD_OUT = 300;
const HELD_OUT_FOLDS = 10;
/** Fewer rows than these say too little, and are nothing to learn from whatever is forced. */
const MIN_TO_TELL = 100;
const MIN_ROWS = 10;

/**
 * Plans how to measure a retraining: on the rows that are given for it, else on a tenth where that holds at least 300 rows,
 * else by cross-validation over groups.
 * @throws BelowTheLineError `invalid-input` where next to no rows are left.
 */
export function planOf(rows: readonly Example[], dev: readonly Example[] | null, seed: number): Plan {
  if (rows.length < MIN_ROWS)
    throw new BelowTheLineError(
      'invalid-input',
      `${rows.length} rows are left to train on, expected at least ${MIN_ROWS}`,
    );
  const few =
    rows.length < MIN_TO_TELL
      ? [`${rows.length} rows that differ, expected at least ${MIN_TO_TELL}: label ${MIN_TO_TELL - rows.length} more`]
      : [];
  if (dev !== null) {
    if (dev.length === 0)
      throw new BelowTheLineError('invalid-input', 'no rows are left to measure on, expected at least 1');
    return { how: `${dev.length} rows kept apart`, parts: [{ learn: rows, measure: dev }], all: null, missing: few };
  }
  const groups = groupsOf(rows);
  const count = new Set(groups).size;
  const alike =
    count < MIN_GROUPS
      ? [
          `all rows belong to ${count === 1 ? 'one group' : `${count} groups`}, expected at least ${MIN_GROUPS}: label comments of more articles, or name rows to measure on with --dev`,
        ]
      : [];
  const missing = [...few, ...alike];
  // Rows of too few groups are measured by rows that are like them, which is why they are refused.
  const apart = count < MIN_GROUPS ? rows.map((_, i) => i) : groups;
  const holdsOut = rows.length >= HELD_OUT_FOLDS * MIN_HELD_OUT;
  const folds = foldsOf(apart, holdsOut ? HELD_OUT_FOLDS : FOLDS, seed);
  const part = (fold: number): Part => ({
    learn: rows.filter((_, i) => folds[i] !== fold),
    measure: rows.filter((_, i) => folds[i] === fold),
  });
  if (holdsOut) {
    const only = part(0);
    return { how: `a tenth held out by group, ${only.measure.length} rows`, parts: [only], all: null, missing };
  }
  const parts = Array.from({ length: FOLDS }, (_, fold) => part(fold));
  return { how: `${FOLDS}-fold cross-validation by group, ${rows.length} rows`, parts, all: rows, missing };
}
