import { type EncoderFile, encoderOfBytes } from '../encoder/source.ts';
import { type ComparedModel, classifiersOf, compareModels } from '../evaluate/index.ts';
import type { Model } from '../lexical/model.ts';
import { TASKS, type Task } from '../tasks.ts';
import type { Dataset, Example, LearningCurve, RetrainReport } from '../train/index.ts';
import { say, writeOutput } from './io.ts';
import { loadPlotter } from './plot.ts';
import { plotCurve } from './plot-curve.ts';
import { renderShortComparison } from './render-comparison.ts';
import { renderTraining } from './render-training.ts';

/** A model with its encoder; null for none. */
export interface WholeModel {
  readonly model: Model;
  readonly encoder: EncoderFile | null;
}

/** Draws a learning curve into a file; null where none was asked for. */
export type CurvePlotter = ((curve: LearningCurve) => Promise<void>) | null;

/**
 * Makes what draws a learning curve.
 * @throws BelowTheLineError `missing-package` when vega is not installed: before the training, not after it.
 */
export async function curvePlotter(path: string | undefined): Promise<CurvePlotter> {
  if (path === undefined) return null;
  const draw = await loadPlotter();
  return async (curve) => writeOutput(path, await draw(plotCurve(curve)));
}

/** Comments that the short comparison is made on. */
const MAX_COMPARED = 300;

/** Says how a retraining was measured, what changes on the rows that it learnt from, and what more of them would give. */
export async function sayReport(
  task: Task,
  report: RetrainReport,
  { base, made, data }: { readonly base: WholeModel; readonly made: WholeModel; readonly data: Dataset },
  draw: CurvePlotter,
): Promise<void> {
  say(`\n${renderTraining(report)}`);
  const every = Math.ceil(data.examples.length / MAX_COMPARED);
  const comments = data.examples
    .filter((_, i) => i % every === 0)
    .map((row, i) => ({ id: `${i * every + 1}`, input: inputOf(task, row), groups: [] }));
  // A classifier answers all questions; a model in the making may lack a head.
  if (TASKS.every((name) => base.model.manifest.heads[name] !== undefined)) {
    const [before, after] = classifiersOf(await served(base), await served(made));
    say(`\n${renderShortComparison(compareModels(before, after, comments))}`);
  }
  if (draw !== null) await draw(report.curve);
}

const inputOf = (task: Task, { text, target }: Example) =>
  task === 'toxicity' ? { text } : task === 'stance' ? { text, target } : { text, parent: target };

async function served({ model, encoder }: WholeModel): Promise<ComparedModel> {
  return { model, encoding: encoder && { source: await encoderOfBytes(encoder), use: 'auto' } };
}

/** Ctrl-C stops at the next step, before anything is written; a second one stops at once. */
export function stopOnInterrupt(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  return { signal: controller.signal, release: () => process.removeListener('SIGINT', abort) };
}

/** The version of a model that was learnt on from another. */
export function nextVersion(version: string): string {
  const [major, minor] = version.split('.').map(Number) as [number, number];
  return `${major}.${minor + 1}.0`;
}
