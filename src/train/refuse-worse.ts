import { BelowTheLineError } from '../errors.ts';
import { type Evaluation, MAIN_FIGURE } from '../evaluate/evaluate.ts';
import type { Task } from '../tasks.ts';

/**
 * Checks that a new head is no worse than the one it would replace.
 * @throws BelowTheLineError `worse-model` when the main figure fell and `force` is not set.
 */
export function refuseWorse(task: Task, { overall }: Evaluation, before: Evaluation | null, force: boolean): void {
  const figure = MAIN_FIGURE[task];
  const [now, then] = [overall[figure], before?.overall[figure]];
  if (force || now === undefined || then === undefined || !(now < then)) return;
  throw new BelowTheLineError(
    'worse-model',
    `the new ${task} head has ${figure} ${now.toFixed(4)} on the held-out rows, the model it would replace ${then.toFixed(4)}; nothing was written (--force writes it all the same)`,
  );
}
