import type { Classifier } from '../../classifier.ts';
import type { ContextualModel } from '../../contextual/model.ts';
import type { PairHead } from '../../contextual/pair.ts';
import type { Example } from '../../dataset/rows/examples.ts';
import { answersInThreads, type Evaluation, measureAnswers, stanceControls } from '../evaluate.ts';
import type { Judged } from '../judged.ts';
import { judgeContextual, judgeContextualInThread, type OnPair } from './judged.ts';

export interface ContextualEvaluateOptions {
  /** Rows to change for the controls of stance. Default: all. */
  readonly controls?: readonly Example[] | undefined;
  readonly onPair?: OnPair | undefined;
}

/** Runs a contextual model, the embedded one beside it, over labelled rows, and over those of each control, and measures it as `evaluate` does. */
export async function evaluateContextual(
  model: ContextualModel,
  embedded: Classifier,
  name: PairHead,
  examples: readonly Example[],
  { controls: changed = examples, onPair }: ContextualEvaluateOptions = {},
): Promise<Evaluation> {
  const alone = await judgeContextual(model, embedded, name, examples, onPair);
  const controls: Record<string, Judged[]> = {};
  for (const [control, rows] of Object.entries(name === 'stance' ? stanceControls(changed) : {}))
    controls[control] = await judgeContextual(model, embedded, name, rows, onPair);
  const head = model.manifest.heads[name];
  if (!answersInThreads(name, examples)) return measureAnswers(name, head, { all: alone, controls });
  const all = await judgeContextualInThread(model, embedded, alone, onPair);
  return measureAnswers(name, head, { all, controls: { ...controls, 'without context': alone } });
}
