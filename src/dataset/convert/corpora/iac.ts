import { BelowTheLineError } from '../../../errors.ts';
import { type Corpus, parseNumber } from '../corpus.ts';
import { readTable } from '../csv.ts';

/** Smallest mean, of a scale from -5 (disagree) to 5 (agree), that counts as agreement; its negative as disagreement. */
const MIN_AGREEMENT = 1;

/** Internet Argument Corpus 1 (Walker et al. 2012), 4forums: qr_averages.csv, then qr_meta.csv of the same folder. */
export const iac: Corpus = {
  name: 'iac',
  files: 'qr_averages.csv qr_meta.csv',
  async *convert(paths) {
    const [averages, meta] = paths;
    if (averages === undefined || meta === undefined) {
      throw new BelowTheLineError(
        'invalid-input',
        `iac needs two files, qr_averages.csv and qr_meta.csv, got ${paths.length}`,
      );
    }
    const agreement = new Map<string, number | undefined>();
    for await (const { fields } of readTable(averages, ['key', 'discussion_id', 'agreement'])) {
      agreement.set(`${fields.key} ${fields.discussion_id}`, parseNumber(fields.agreement));
    }
    for await (const { line, fields } of readTable(meta, ['key', 'discussion_id', 'quote', 'response'])) {
      const mean = agreement.get(`${fields.key} ${fields.discussion_id}`);
      if (mean === undefined) {
        yield { line, message: `pair ${fields.key} of discussion ${fields.discussion_id} has no agreement` };
        continue;
      }
      const stance = mean >= MIN_AGREEMENT ? 'agree' : mean <= -MIN_AGREEMENT ? 'disagree' : 'neutral';
      const { key: id, response: text = '', quote: parent = '', discussion_id: group } = fields;
      yield { row: { id, text, parent, stance, source: 'iac', group } };
    }
  },
};
