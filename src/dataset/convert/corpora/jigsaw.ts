import { readRecords } from '../../rows/record-files.ts';
import type { TrainingRow } from '../../rows/training-rows.ts';
import { type Cells, convertTable } from '../convert-table.ts';
import { type Corpus, knownLabels, parseNumber } from '../corpus.ts';

/**
 * Jigsaw Toxic Comment Classification Challenge (2018): train.csv; or test.csv and test_labels.csv, which are joined, and
 * which have -1 for what nobody labelled.
 */
export const jigsaw: Corpus = {
  name: 'jigsaw',
  files: 'train.csv, or test.csv test_labels.csv',
  async *convert(paths) {
    const [first, second] = paths;
    if (first === undefined || second === undefined || !/label/i.test(paths.join(' '))) {
      yield* convertTable(paths, ['id', 'comment_text', 'toxic', 'identity_hate'], (cells) =>
        rowOf(cells, cells.comment_text),
      );
      return;
    }
    const [texts, labels] = /label/i.test(second) ? [first, second] : [second, first];
    const textOf = new Map<string, string>();
    for await (const record of readRecords(texts, ['id', 'comment_text'])) {
      if ('message' in record) yield record;
      else textOf.set((record.fields as Cells).id!, (record.fields as Cells).comment_text!);
    }
    yield* convertTable([labels], ['id', 'toxic', 'identity_hate'], (cells) =>
      rowOf(cells, textOf.get(cells.id ?? '')),
    );
  },
};

function rowOf(cells: Cells, text: string | undefined): TrainingRow | { readonly message: string } {
  const flag = (column: string) => {
    const value = parseNumber(cells[column]);
    return value === 0 || value === 1 ? value : undefined;
  };
  const labels = knownLabels({
    toxicity: flag('toxic'),
    severe_toxicity: flag('severe_toxic'),
    obscene: flag('obscene'),
    threat: flag('threat'),
    insult: flag('insult'),
    identity_attack: flag('identity_hate'),
  });
  if (Object.keys(labels).length === 0) return { message: 'no attribute was judged' };
  if (text === undefined) return { message: `there is no comment ${cells.id}` };
  return { id: cells.id, text, source: 'jigsaw', labels };
}
