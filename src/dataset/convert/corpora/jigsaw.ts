import { type Corpus, knownLabels, parseNumber } from '../corpus.ts';
import { readTable } from '../csv.ts';

/** Jigsaw Toxic Comment Classification Challenge (2018): train.csv; its test labels use -1 for rows that nobody labelled. */
export const jigsaw: Corpus = {
  name: 'jigsaw',
  files: 'train.csv',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, ['id', 'comment_text', 'toxic', 'identity_hate'])) {
        const binaryLabel = (column: string) => {
          const value = parseNumber(fields[column]);
          return value === 0 || value === 1 ? value : undefined;
        };
        const labels = knownLabels({
          toxicity: binaryLabel('toxic'),
          severe_toxicity: binaryLabel('severe_toxic'),
          obscene: binaryLabel('obscene'),
          threat: binaryLabel('threat'),
          insult: binaryLabel('insult'),
          identity_attack: binaryLabel('identity_hate'),
        });
        if (Object.keys(labels).length === 0) yield { line, message: 'no attribute was judged' };
        else yield { row: { id: fields.id, text: fields.comment_text ?? '', source: 'jigsaw', labels } };
      }
    }
  },
};
