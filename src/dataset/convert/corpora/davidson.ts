import { convertTable } from '../convert-table.ts';
import { type Corpus, parseNumber } from '../corpus.ts';

/** Davidson et al. 2017: labeled_data.csv; labels are shares of its annotators, hate speech as attacks on identity. */
export const davidson: Corpus = {
  name: 'davidson',
  files: 'labeled_data.csv',
  convert: (paths) =>
    convertTable(paths, ['count', 'hate_speech', 'offensive_language', 'neither', 'tweet'], (cells) => {
      const [count, hate, offensive] = [cells.count, cells.hate_speech, cells.offensive_language].map(parseNumber);
      if (
        count === undefined ||
        hate === undefined ||
        offensive === undefined ||
        !(count > 0) ||
        hate + offensive > count
      )
        return { message: `count is ${JSON.stringify(cells.count)}, hate_speech ${JSON.stringify(cells.hate_speech)}` };
      const labels = { toxicity: (hate + offensive) / count, identity_attack: hate / count };
      const id = cells[''] ?? cells['column 1'];
      return { ...(id !== undefined && { id }), text: cells.tweet ?? '', source: 'davidson', labels };
    }),
};
