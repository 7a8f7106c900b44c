import { readRecords } from '../../rows/record-files.ts';
import { type Cells, convertTable } from '../convert-table.ts';
import { type Corpus, translateLabel } from '../corpus.ts';
import { filesOf } from './files-of.ts';

const STANCES = { agree: 'favor', disagree: 'against', discuss: 'none', unrelated: 'none' } as const;

/** Fake News Challenge 1 (Pomerleau and Rao 2017): where an article stands towards a headline, which is the target. */
export const fnc1: Corpus = {
  name: 'fnc-1',
  files: 'train_stances.csv train_bodies.csv',
  async *convert(paths) {
    const [stances, bodies] = filesOf('fnc-1', 'train_stances.csv and train_bodies.csv', paths);
    const texts = new Map<string, string>();
    for await (const record of readRecords(bodies, ['Body ID', 'articleBody'])) {
      if ('message' in record) continue;
      const cells = record.fields as Cells;
      texts.set(cells['Body ID']!, cells.articleBody!);
    }
    yield* convertTable([stances], ['Headline', 'Body ID', 'Stance'], (cells) => {
      const stance = translateLabel(cells.Stance?.trim(), STANCES);
      if (typeof stance === 'object') return stance;
      const group = cells['Body ID'] ?? '';
      const text = texts.get(group);
      if (text === undefined) return { message: `there is no body ${group}` };
      return { text, target: cells.Headline ?? '', stance, source: 'fnc-1', group };
    });
  },
};
