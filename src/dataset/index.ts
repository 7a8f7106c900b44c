export { type Agreement, measureAgreement } from './agreement.ts';
export { type CheckReport, checkDataset } from './check.ts';
export type { Converted, Corpus } from './convert/corpus.ts';
export { CORPORA } from './convert/index.ts';
export { type BadRow, type DatasetFile, readLines } from './lines.ts';
export { type Dataset, type Example, readDataset } from './read.ts';
export { LabelledArticle, LabelledComment, TRAINING_ROWS, type TrainingRow } from './rows.ts';
export { splitByGroup } from './split.ts';
export {
  Fillers,
  readFillers,
  readTemplates,
  SPLITS,
  type Split,
  Template,
} from './template-rows.ts';
export { type ExpandOptions, expandTemplates, TEMPLATE_SOURCE } from './templates.ts';
