import { convertTable } from '../convert-table.ts';
import { type Corpus, translateLabel } from '../corpus.ts';

const STANCES = { '0': 'against', '1': 'favor', '2': 'none' } as const;

/** VAST (Allaway and McKeown 2020): vast_train.csv, vast_dev.csv. Published scores use the lemmatised `topic_str`. */
export const vast: Corpus = {
  name: 'vast',
  files: 'vast_train.csv',
  convert: (paths) =>
    convertTable(paths, ['post', 'new_topic', 'topic_str', 'label', 'arc_id'], (cells) => {
      const stance = translateLabel(cells.label, STANCES);
      if (typeof stance === 'object') return stance;
      const { post: text = '', topic_str: target = '', new_topic: naturalTarget, arc_id: group, new_id: id } = cells;
      return { id, text, target, naturalTarget, stance, source: 'vast', group };
    }),
};
