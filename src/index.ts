// The public face of the package: re-exports only.
export { type AnalyzeOptions, analyzePage } from './analyze.ts';
export type { Encoding } from './answers.ts';
export type { AllModelFiles, ModelLocation, OnProgress, ReadOptions } from './artifact/model-reader.ts';
export {
  type Classifier,
  createClassifier,
  type LoadOptions,
  loadClassifier,
  loadEncoder,
  loadModel,
  type ThreadOptions,
} from './classifier.ts';
export type { EncoderSource } from './encoder/source.ts';
export { BelowTheLineError, type ErrorCode } from './errors.ts';
export { explain } from './explain.ts';
export { extractThread, type Page, type PageSource, readPage } from './extract/index.ts';
export { PageInput } from './extract/page-input.ts';
export type { Model, ModelFiles } from './lexical/model.ts';
export { renderReport } from './report/index.ts';
export * from './schemas.ts';
export type { EncoderUse } from './scoring/encoder-use.ts';
export { MIN_SAMPLE_SIZE, summarize } from './summary.ts';
export { defaultTargets, suggestTargets } from './targets/index.ts';
export { REPLY_LABELS, STANCE_LABELS, type Task, TOXICITY_ATTRIBUTES } from './tasks.ts';
export type { TokenKind } from './text/scanner.ts';
export { type Token, tokenize } from './text/tokenize.ts';
