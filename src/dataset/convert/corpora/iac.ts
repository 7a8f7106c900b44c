import { readRecords } from '../../rows/record-files.ts';
import { type Cells, convertTable } from '../convert-table.ts';
import { type Corpus, parseNumber } from '../corpus.ts';
import { filesOf } from './files-of.ts';

/** Smallest mean, of a scale from -5 (disagree) to 5 (agree), that counts as agreement; its negative as disagreement. */
const MIN_AGREEMENT = 1;

/** Internet Argument Corpus 1 (Walker et al. 2012), 4forums: qr_averages.csv, then qr_meta.csv of the same folder. */
export const iac: Corpus = {
  name: 'iac',
  files: 'qr_averages.csv qr_meta.csv',
  async *convert(paths) {
    const [averages, meta] = filesOf('iac', 'qr_averages.csv and qr_meta.csv', paths);
    const agreement = new Map<string, number | undefined>();
    for await (const record of readRecords(averages, ['key', 'discussion_id', 'agreement'])) {
      if ('message' in record) continue;
      const cells = record.fields as Cells;
      agreement.set(`${cells.key} ${cells.discussion_id}`, parseNumber(cells.agreement));
    }
    yield* convertTable([meta], ['key', 'discussion_id', 'quote', 'response'], (cells) => {
      const { key: id, response: text = '', quote: parent = '', discussion_id: group } = cells;
      const mean = agreement.get(`${id} ${group}`);
      if (mean === undefined) return { message: `pair ${id} of discussion ${group} has no agreement` };
      const stance = mean >= MIN_AGREEMENT ? 'agree' : mean <= -MIN_AGREEMENT ? 'disagree' : 'neutral';
      return { id, text, parent, stance, source: 'iac', group };
    });
  },
};
