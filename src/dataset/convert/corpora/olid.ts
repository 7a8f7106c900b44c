import { convertTable } from '../convert-table.ts';
import { type Corpus, knownLabels, translateLabel, UNQUOTED_TABS } from '../corpus.ts';

const OFFENSIVE = { OFF: '1', NOT: '0' } as const;

/** OLID (Zampieri et al. 2019): olid-training-v1.0.tsv. A targeted insult at a person or group counts as an insult. */
export const olid: Corpus = {
  name: 'olid',
  files: 'olid-training-v1.0.tsv',
  convert: (paths) =>
    convertTable(
      paths,
      ['id', 'tweet', 'subtask_a'],
      ({ id, tweet: text = '', subtask_a: a, subtask_b: b }) => {
        const toxicity = translateLabel(a, OFFENSIVE);
        if (typeof toxicity === 'object') return toxicity;
        const insult = b === 'TIN' ? 1 : b === 'UNT' || toxicity === '0' ? 0 : undefined;
        return { id, text, source: 'olid', labels: knownLabels({ toxicity: Number(toxicity), insult }) };
      },
      { dialect: UNQUOTED_TABS },
    ),
};
