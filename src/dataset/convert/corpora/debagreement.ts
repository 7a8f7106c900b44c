import { convertTable } from '../convert-table.ts';
import { type Corpus, translateLabel } from '../corpus.ts';

const STANCES = { '0': 'disagree', '1': 'neutral', '2': 'agree' } as const;

/** DEBAGREEMENT (Pougué-Biyong et al. 2021): pairs of a Reddit comment and its reply. */
export const debagreement: Corpus = {
  name: 'debagreement',
  files: 'labeled_data.csv',
  convert: (paths) =>
    convertTable(paths, ['label', 'body_parent', 'body_child'], (cells) => {
      const stance = translateLabel(cells.label?.trim().replace(/\.0$/, ''), STANCES);
      if (typeof stance === 'object') return stance;
      const { body_child: text = '', body_parent: parent = '', submission_id: submission, msg_id_child: id } = cells;
      const group = submission ?? cells.subreddit;
      return { ...(id && { id }), text, parent, stance, source: 'debagreement', ...(group && { group }) };
    }),
};
