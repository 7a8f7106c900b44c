import { type Corpus, knownLabels, parseNumber } from '../corpus.ts';
import { readTable } from '../csv.ts';

/** Civil Comments (Jigsaw Unintended Bias, 2019): train.csv or all_data.csv; labels are shares of annotators. */
export const civilComments: Corpus = {
  name: 'civil-comments',
  files: 'train.csv or all_data.csv',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, [
        'id',
        'comment_text',
        'severe_toxicity',
        'identity_attack',
      ])) {
        const labels = knownLabels({
          toxicity: parseNumber(fields.toxicity ?? fields.target),
          severe_toxicity: parseNumber(fields.severe_toxicity),
          obscene: parseNumber(fields.obscene),
          threat: parseNumber(fields.threat),
          insult: parseNumber(fields.insult),
          identity_attack: parseNumber(fields.identity_attack),
        });
        if (labels.toxicity === undefined) yield { line, message: 'neither toxicity nor target is a number' };
        else
          yield {
            row: {
              id: fields.id,
              text: fields.comment_text ?? '',
              source: 'civil-comments',
              group: fields.article_id,
              labels,
            },
          };
      }
    }
  },
};
