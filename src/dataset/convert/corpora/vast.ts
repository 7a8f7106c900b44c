import { type Corpus, translateLabel } from '../corpus.ts';
import { readTable } from '../csv.ts';

const STANCES = { '0': 'against', '1': 'favor', '2': 'none' } as const;

/** VAST (Allaway and McKeown 2020): vast_train.csv, vast_dev.csv. Published scores use the lemmatised `topic_str`. */
export const vast: Corpus = {
  name: 'vast',
  files: 'vast_train.csv',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, ['post', 'new_topic', 'topic_str', 'label', 'arc_id'])) {
        const stance = translateLabel(fields.label, STANCES);
        if (typeof stance === 'object') {
          yield { line, ...stance };
          continue;
        }
        const { post: text = '', topic_str: target = '', new_topic: naturalTarget, arc_id: group, new_id: id } = fields;
        yield { row: { id, text, target, naturalTarget, stance, source: 'vast', group } };
      }
    }
  },
};
