/** Retraining: labelled comments in, a measured model out. Runs in Node; needs TensorFlow.js beside the package. */

export * from '../dataset/index.ts';
export * from '../evaluate/index.ts';
export { type Backend, loadBackend } from './backend.ts';
export { renderCard } from './card.ts';
export { type EncoderTrainOptions, saveEncoder, type TrainedEncoderHead, trainEncoderHead } from './encoder-head.ts';
export type { Progress } from './fit.ts';
export { HeadRecipe, Recipe, readRecipe } from './recipe.ts';
export { type Release, type ReleaseOptions, releaseEncoder } from './release.ts';
export { readLimits, saveModel, writeFiles } from './save.ts';
export { type Trained, type TrainOptions, train } from './train.ts';
export { buildVocabulary } from './vectors.ts';
