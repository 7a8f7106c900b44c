/** How good is it on labelled comments? Runs in Node; needs no TensorFlow.js. */

export { type Dataset, type Example, readDataset } from '../dataset/index.ts';
export { createLexicalScorer, type LexicalScorer } from '../lexical/scorer.ts';
export { cascadeCurve, chooseCut } from './cascade.ts';
export {
  type ComparedFlag,
  type ComparedGroup,
  type ComparedLabels,
  type ComparedModel,
  type Comparison,
  classifiersOf,
  compareModels,
  type Decisions,
  type TellingComment,
} from './compare.ts';
export { type ComparedInput, readCompared } from './compare-rows.ts';
export type { CoveragePoint } from './coverage.ts';
export { type EvaluateOptions, type Evaluation, evaluate, type Figures, MAIN_FIGURE } from './evaluate.ts';
export { goldenLines, scoreBits } from './golden.ts';
export { type CommentInThread, createPredictor, type Decision, type Predictor } from './predictor.ts';
export type { ReliabilityBin } from './reliability.ts';
export type { Subgroup, SubgroupAucs, SubgroupBias } from './subgroups.ts';
export type { ThresholdPoint } from './thresholds.ts';
