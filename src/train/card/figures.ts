import type { FigureTable } from '../../evaluate/figure-table.ts';

/** Columns of a table of figures. */
export type Columns = readonly (readonly [title: string, figure: string])[];

/** Returns the lines of a table, a row a set, to three decimals; a figure that is not defined leaves its cell empty. */
export function figuresTable(of: string, columns: Columns, table: Readonly<FigureTable>): string[] {
  const rows = Object.entries(table).map(([set, figures]) => {
    const cells = columns.map(([, key]) => (figures[key] === undefined ? '' : String(Number(figures[key].toFixed(3)))));
    return `| ${set} | ${cells.join(' | ')} |`;
  });
  return [
    `| ${of} | ${columns.map(([title]) => title).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows,
  ];
}

/** Returns the lines that say what spoke against a head that was written all the same. */
export const objections = (overruled: readonly string[]): string[] =>
  overruled.length === 0
    ? []
    : ['', '**Written all the same, against:**', '', ...overruled.map((sentence) => `- ${sentence}`)];

/** Stance and reply. */
export const LABEL_COLUMNS = [
  ['rows', 'rows'],
  ['macro-F1', 'macroF1'],
  ['macro-F1 of the majority label', 'majorityMacroF1'],
  ['accuracy', 'accuracy'],
  ['majority', 'majority'],
  ['calibration error', 'calibrationError'],
  ['not abstained', 'coverage'],
  ['accuracy there', 'accuracyCovered'],
] as const;

/** Toxicity. */
export const TOXICITY_COLUMNS = [
  ['rows', 'rows'],
  ['AUC toxicity', 'auc.toxicity'],
  ['macro-F1', 'macroF1.toxicity'],
  ['calibration error', 'calibrationError.toxicity'],
  ['AUC severe', 'auc.severe_toxicity'],
  ['AUC obscene', 'auc.obscene'],
  ['AUC threat', 'auc.threat'],
  ['AUC insult', 'auc.insult'],
  ['AUC identity', 'auc.identity_attack'],
  ['spans F1', 'spanF1'],
] as const;
