import { readRecords } from '../../rows/record-files.ts';
import { type Cells, convertTable } from '../convert-table.ts';
import { type Corpus, translateLabel } from '../corpus.ts';

const OFFENSIVE = { HOF: 1, NOT: 0 } as const;
/** What is offensive: hateful, offensive or profane. */
const KINDS = { HATE: 'identity_attack', OFFN: 'insult', PRFN: 'obscene' } as const;

/** HASOC (Mandl et al. 2019 to 2021): its tables in TSV or CSV, whose columns are called otherwise every year. */
export const hasoc: Corpus = {
  name: 'hasoc',
  files: 'english_dataset.tsv',
  async *convert(paths) {
    for (const path of paths) {
      const columns = await firstColumns(path);
      const named = (...names: string[]) => names.find((name) => columns.includes(name)) ?? names[0]!;
      const [first, second] = [named('task_1', 'task1'), named('task_2', 'task2')];
      const id = named('text_id', 'tweet_id', '_id', 'id');
      yield* convertTable([path], ['text', first], (cells: Cells) => {
        const toxicity = translateLabel(cells[first]?.trim(), { HOF: 'HOF', NOT: 'NOT' } as const);
        if (typeof toxicity === 'object') return toxicity;
        const kind = KINDS[(cells[second]?.trim() ?? '') as keyof typeof KINDS];
        const kinds =
          toxicity === 'NOT'
            ? Object.values(KINDS).map((attribute) => [attribute, 0])
            : kind === undefined
              ? []
              : [[kind, 1]];
        const labels = { toxicity: OFFENSIVE[toxicity], ...Object.fromEntries(kinds) };
        return { ...(cells[id] && { id: cells[id] }), text: cells.text ?? '', source: 'hasoc', labels };
      });
    }
  },
};

async function firstColumns(path: string): Promise<readonly string[]> {
  for await (const row of readRecords(path)) if ('fields' in row) return Object.keys(row.fields);
  return [];
}
