import { type Corpus, known, numberOf } from './corpus.ts';
import { readTable } from './csv.ts';

/** Jigsaw Toxic Comment Classification Challenge (2018): train.csv; its test labels use -1 for rows that were not judged. */
export const jigsaw: Corpus = {
  name: 'jigsaw',
  files: 'train.csv',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, ['id', 'comment_text', 'toxic', 'identity_hate'])) {
        const judged = (column: string) => {
          const value = numberOf(fields[column]);
          return value === 0 || value === 1 ? value : undefined;
        };
        const labels = known({
          toxicity: judged('toxic'),
          severe_toxicity: judged('severe_toxic'),
          obscene: judged('obscene'),
          threat: judged('threat'),
          insult: judged('insult'),
          identity_attack: judged('identity_hate'),
        });
        if (Object.keys(labels).length === 0) yield { line, message: 'no attribute was judged' };
        else yield { row: { id: fields.id, text: fields.comment_text ?? '', source: 'jigsaw', labels } };
      }
    }
  },
};
