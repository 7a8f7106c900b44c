export { type Agreement, measureAgreement } from './check/agreement.ts';
export { type CheckReport, checkDataset } from './check/check.ts';
export type { Converted, Corpus } from './convert/corpus.ts';
export { CORPORA } from './convert/index.ts';
export { type Dataset, type Example, readDataset } from './rows/examples.ts';
export type { BadRow, DatasetFile } from './rows/files.ts';
export { LabelledArticle, LabelledComment } from './rows/labelled-comments.ts';
export { readLines } from './rows/lines.ts';
export { TRAINING_ROWS, type TrainingRow } from './rows/training-rows.ts';
export { splitByGroup } from './split.ts';
export { type ExpandOptions, expandTemplates, TEMPLATE_SOURCE } from './templates/expand.ts';
export {
  Fillers,
  readFillers,
  readTemplates,
  SPLITS,
  type Split,
  Template,
} from './templates/template.ts';
