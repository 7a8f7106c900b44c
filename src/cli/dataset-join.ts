import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { joinReadings, openCorpus, READING_SOURCE, type Source } from '../dataset/index.ts';
import { BelowTheLineError } from '../errors.ts';
import { extractThread } from '../extract/index.ts';
import { TASKS } from '../tasks.ts';
import { readInput, sayBadRows, writeOutput } from './io.ts';

/** What names a page rather than a file of rows: `pages/gold/NAME` lies as `gold/NAME.html` in the folder of pages. */
const PAGE_PREFIX = 'pages/';

interface JoinOptions {
  readonly corpora: readonly string[];
  readonly pages: string;
  readonly out: string;
  readonly source: string;
}

/** Makes the command `btl dataset join`. */
export const joinCommand = () =>
  new Command('join')
    .description('Put readings and the comments that were read together, as rows to train on.')
    .argument('<file...>', 'readings: JSON lines of corpus, id, hash of the text and labels')
    .requiredOption('--corpora <folder...>', 'folders of row files: stance/train is stance/train.jsonl.gz, or .jsonl')
    .requiredOption('--pages <folder>', 'folder of pages: pages/gold/NAME is gold/NAME.html')
    .requiredOption('-o, --out <folder>', 'folder to write stance.jsonl, reply.jsonl and toxicity.jsonl to')
    .option('--source <name>', 'source of the rows', READING_SOURCE)
    .action(async (files: string[], options: JoinOptions) => {
      const joined = await joinReadings(files, (corpus) => openSource(corpus, options), options.source);
      sayBadRows(joined.problems);
      if (joined.toxicity.length === 0) {
        throw new BelowTheLineError('invalid-input', `no reading of ${files.join(', ')} could be joined with its text`);
      }
      await mkdir(options.out, { recursive: true });
      for (const task of TASKS) {
        const lines = joined[task].map((row) => `${JSON.stringify(row)}\n`);
        await writeOutput(join(options.out, `${task}.jsonl`), lines.join(''));
      }
    });

function openSource(corpus: string, { corpora, pages }: JoinOptions): Promise<Source> {
  if (corpus.startsWith(PAGE_PREFIX)) return openPage(join(pages, `${corpus.slice(PAGE_PREFIX.length)}.html`));
  const places = corpora.flatMap((folder) => ['.jsonl', '.jsonl.gz'].map((ending) => join(folder, corpus + ending)));
  return openCorpus(places.find((place) => existsSync(place)) ?? join(corpora[0]!, `${corpus}.jsonl.gz`));
}

/** Returns the comments of a page, by id; the headline of its article is what was published. */
async function openPage(path: string): Promise<Source> {
  const { headline, comments } = extractThread(await readInput(path));
  const texts = new Map(comments.map(({ id, text }) => [id, text]));
  const columns: Record<string, string> = headline === null ? {} : { headline };
  return new Map(
    comments.map(({ id, text, parentId }) => [
      id,
      { text, parent: parentId === null ? undefined : texts.get(parentId), columns },
    ]),
  );
}
