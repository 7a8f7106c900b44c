import { convertTable } from '../convert-table.ts';
import { type Corpus, translateLabel, UNQUOTED_TABS } from '../corpus.ts';

const STANCES = { FAVOR: 'favor', AGAINST: 'against', NONE: 'none' } as const;

/** SemEval-2016 task 6 (Mohammad et al. 2016): the tab-separated trainingdata-all-annotations.txt, in Latin-1. */
export const semeval2016: Corpus = {
  name: 'semeval2016',
  files: 'trainingdata-all-annotations.txt',
  convert: (paths) =>
    convertTable(
      paths,
      ['ID', 'Target', 'Tweet', 'Stance'],
      ({ ID: id, Target: target = '', Tweet: tweet = '', Stance: label }) => {
        const stance = translateLabel(label?.trim(), STANCES);
        if (typeof stance === 'object') return stance;
        // Every tweet ends in the tag that it was collected by.
        const text = tweet.replace(/(?<!\s)\s*#SemST\s*$/, '');
        return { id, text, target, stance, source: 'semeval2016', group: target };
      },
      { dialect: UNQUOTED_TABS, encoding: 'windows-1252' },
    ),
};
