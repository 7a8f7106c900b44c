import { type Corpus, translateLabel } from '../corpus.ts';
import { readTable } from '../csv.ts';

const STANCES = { FAVOR: 'favor', AGAINST: 'against', NONE: 'none' } as const;

/** SemEval-2016 task 6 (Mohammad et al. 2016): the tab-separated trainingdata-all-annotations.txt, in Latin-1. */
export const semeval2016: Corpus = {
  name: 'semeval2016',
  files: 'trainingdata-all-annotations.txt',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, ['ID', 'Target', 'Tweet', 'Stance'], {
        delimiter: '\t',
        encoding: 'latin1',
      })) {
        const stance = translateLabel(fields.Stance?.trim(), STANCES);
        if (typeof stance === 'object') {
          yield { line, ...stance };
          continue;
        }
        // Every tweet ends in the tag that it was collected by.
        const text = (fields.Tweet ?? '').replace(/\s*#SemST\s*$/, '');
        yield {
          row: {
            id: fields.ID,
            text,
            target: fields.Target ?? '',
            stance,
            source: 'semeval2016',
            group: fields.Target,
          },
        };
      }
    }
  },
};
