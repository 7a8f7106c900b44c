import { convertTable } from '../convert-table.ts';
import { type Corpus, knownLabels, parseNumber } from '../corpus.ts';

/** Civil Comments (Jigsaw Unintended Bias, 2019): train.csv or all_data.csv; labels are shares of annotators. */
export const civilComments: Corpus = {
  name: 'civil-comments',
  files: 'train.csv or all_data.csv',
  convert: (paths) =>
    convertTable(paths, ['id', 'comment_text', 'severe_toxicity', 'identity_attack'], (cells) => {
      const labels = knownLabels({
        toxicity: parseNumber(cells.toxicity ?? cells.target),
        severe_toxicity: parseNumber(cells.severe_toxicity),
        obscene: parseNumber(cells.obscene),
        threat: parseNumber(cells.threat),
        insult: parseNumber(cells.insult),
        identity_attack: parseNumber(cells.identity_attack),
      });
      if (labels.toxicity === undefined) return { message: 'neither toxicity nor target is a number' };
      const { id, comment_text: text = '', article_id: group } = cells;
      return { id, text, source: 'civil-comments', group, labels };
    }),
};
