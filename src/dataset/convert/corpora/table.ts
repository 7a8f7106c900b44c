import { BelowTheLineError } from '../../../errors.ts';
import type { ToxicityAttribute } from '../../../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../../../tasks.ts';
import type { TrainingRow } from '../../rows/training-rows.ts';
import { type Corpus, knownLabels, parseNumber } from '../corpus.ts';
import { readTable } from '../csv.ts';

const FIELDS = ['id', 'text', 'target', 'parent', 'stance', 'source', 'group', ...TOXICITY_ATTRIBUTES] as const;
type Field = (typeof FIELDS)[number];

/** Any CSV (or tab-separated .tsv) file with a map from our fields to its columns. Rows are for the task that fits. */
export const table: Corpus = {
  name: 'csv',
  files: 'any.csv --map text=comment --map toxicity=is_toxic',
  async *convert(paths, { columns = {} }) {
    const unknown = Object.keys(columns).filter((field) => !FIELDS.includes(field as Field));
    if (unknown.length > 0 || columns.text === undefined) {
      const problem = columns.text === undefined ? 'no column for text' : `no such field: ${unknown.join(', ')}`;
      throw new BelowTheLineError(
        'invalid-input',
        `${problem}; expected --map field=column with fields of ${FIELDS.join(', ')}`,
      );
    }
    for (const path of paths) {
      const delimiter = /\.tsv(\.gz)?$/.test(path) ? '\t' : ',';
      for await (const { fields } of readTable(path, Object.values(columns), { delimiter })) {
        yield { row: toRow((field) => (columns[field] === undefined ? undefined : fields[columns[field]])) };
      }
    }
  },
};

/** Returns the fields that a record's cells hold; whether they are a row is checked where it is written. */
function toRow(cell: (field: Field) => string | undefined): TrainingRow {
  const scores = Object.fromEntries(TOXICITY_ATTRIBUTES.map((attribute) => [attribute, parseNumber(cell(attribute))]));
  const labels = knownLabels(scores as Record<ToxicityAttribute, number | undefined>);
  const texts = (['id', 'text', 'target', 'parent', 'stance', 'source', 'group'] as const).flatMap((field) => {
    const value = cell(field)?.trim();
    return value === undefined || value === '' ? [] : [[field, value]];
  });
  return { ...Object.fromEntries(texts), ...(Object.keys(labels).length === 0 ? {} : { labels }) } as TrainingRow;
}
