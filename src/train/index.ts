/** Retraining: labelled comments in, a measured model out. Runs in Node; needs TensorFlow.js beside the package. */

export * from '../dataset/index.ts';
export { type Backend, loadBackend } from './backend.ts';
export { renderContextualCard } from './contextual/card.ts';
export { type ContextualEvaluateOptions, evaluateContextual } from './contextual/evaluate.ts';
export { type Finished, type FinishOptions, finishContextual } from './contextual/finish.ts';
export { goldenLines } from './contextual/golden.ts';
export {
  type ContextualTrained,
  type ContextualTrainOptions,
  saveContextual,
  trainContextual,
} from './contextual/train.ts';
export type { CoveragePoint } from './coverage.ts';
export { type Evaluation, evaluate, type Figures, MAIN_FIGURE } from './evaluate.ts';
export type { Progress } from './fit.ts';
export { HeadRecipe, Recipe, readRecipe } from './recipe.ts';
export type { ReliabilityBin } from './reliability.ts';
export { saveModel, writeFiles } from './save.ts';
export type { Subgroup, SubgroupAucs, SubgroupBias } from './subgroups.ts';
export type { ThresholdPoint } from './thresholds.ts';
export { type Trained, type TrainOptions, train } from './train.ts';
export { buildVocabulary } from './vectors.ts';
