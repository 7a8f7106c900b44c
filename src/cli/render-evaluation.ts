import type { Evaluation, Figures } from '../train/index.ts';
import { share, table } from './table.ts';

/** The figures of an evaluation as a table: one line for all rows, one for each source and control. */
export function renderEvaluation(evaluation: Evaluation, before: Evaluation | null): string {
  const columns = evaluation.head === 'toxicity' ? TOXICITY_COLUMNS : LABEL_COLUMNS;
  const lines: [string, Figures][] = [
    ['all', evaluation.overall],
    ...(before === null ? [] : [['all, model before', before.overall] as [string, Figures]]),
    ...Object.entries(evaluation.bySource),
    ...Object.entries(evaluation.controls),
  ];
  const cells = lines.map(([name, figures]) => [
    name,
    ...columns.map(([, key]) => (key === 'rows' ? String(figures[key]) : share(figures[key]))),
  ]);
  return table([[evaluation.head, ...columns.map(([title]) => title)], ...cells]);
}

const TOXICITY_COLUMNS = [
  ['rows', 'rows'],
  ['AUC', 'auc.toxicity'],
  ['macro-F1', 'macroF1.toxicity'],
  ['precision', 'precision.toxicity'],
  ['recall', 'recall.toxicity'],
  ['cal. error', 'calibrationError.toxicity'],
  ['severe', 'auc.severe_toxicity'],
  ['obscene', 'auc.obscene'],
  ['threat', 'auc.threat'],
  ['insult', 'auc.insult'],
  ['identity', 'auc.identity_attack'],
  ['spans F1', 'spanF1'],
] as const;

const LABEL_COLUMNS = [
  ['rows', 'rows'],
  ['macro-F1', 'macroF1'],
  ['accuracy', 'accuracy'],
  ['majority', 'majority'],
  ['cal. error', 'calibrationError'],
  ['covered', 'coverage'],
  ['acc. covered', 'accuracyCovered'],
] as const;
