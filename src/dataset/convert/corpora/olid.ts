import { type Corpus, knownLabels, translateLabel } from '../corpus.ts';
import { readTable } from '../csv.ts';

const OFFENSIVE = { OFF: '1', NOT: '0' } as const;

/** OLID (Zampieri et al. 2019): olid-training-v1.0.tsv. A targeted insult at a person or group counts as an insult. */
export const olid: Corpus = {
  name: 'olid',
  files: 'olid-training-v1.0.tsv',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { line, fields } of readTable(path, ['id', 'tweet', 'subtask_a'], { delimiter: '\t' })) {
        const toxicity = translateLabel(fields.subtask_a, OFFENSIVE);
        if (typeof toxicity === 'object') {
          yield { line, ...toxicity };
          continue;
        }
        const insult = fields.subtask_b === 'TIN' ? 1 : fields.subtask_b === 'UNT' || toxicity === '0' ? 0 : undefined;
        yield {
          row: {
            id: fields.id,
            text: fields.tweet ?? '',
            source: 'olid',
            labels: knownLabels({ toxicity: Number(toxicity), insult }),
          },
        };
      }
    }
  },
};
