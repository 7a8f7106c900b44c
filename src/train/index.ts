/** Retraining: labelled comments in, a measured model out. Runs in Node; needs TensorFlow.js beside the package. */

export { loadEncoderFile } from '../classifier.ts';
export * from '../dataset/index.ts';
export { logitsOf } from '../encoder/heads.ts';
export { parseEncoder } from '../encoder/model.ts';
export * from '../evaluate/index.ts';
export { type Backend, loadBackend } from './backend.ts';
export { renderCard } from './card/card.ts';
export { featuresOf } from './encoder/example-scores.ts';
export { fitLinear } from './encoder/fit.ts';
export { type ReleaseOptions, releaseEncoder } from './encoder/release.ts';
export { type EncoderTrainOptions, type TrainedEncoderHead, trainEncoderHead } from './encoder/train.ts';
export type { Progress } from './lexical/fit.ts';
export { HeadRecipe, Recipe, readRecipe } from './lexical/recipe.ts';
export { type Trained, type TrainOptions, train } from './lexical/train.ts';
export { buildVocabulary } from './lexical/vocabulary.ts';
export type { Check } from './retrain/checks.ts';
export type { CurvePoint, LearningCurve } from './retrain/learning-curve.ts';
export type { RetrainReport } from './retrain/retrain.ts';
export { readLimits, saveModel, writeFiles } from './save.ts';
