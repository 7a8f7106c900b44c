/** The second opinion: an optional encoder for what the embedded model is unsure of. Needs ONNX Runtime and a model. */

export { analyzePageTwice, type ReanalyzeOptions } from './analyze.ts';
export { type ContextualClassifier, type ContextualOptions, loadContextual } from './contextual.ts';
export { type ContextualModel, type ContextualModelOptions, loadContextualModel } from './model.ts';
export type { OnnxRuntime, OnnxSession } from './runtime.ts';
