import { Command } from 'commander';
import { explainThread, readPage } from '../extract/index.ts';
import { print, readInput, say } from './io.ts';

interface Options {
  readonly url?: string;
  readonly thread?: string;
  readonly text?: string;
  readonly explain?: boolean;
}

/** Makes the command `btl extract`. */
export const extractCommand = () =>
  new Command('extract')
    .description('Print the comments of a page, an export or a table as JSON: who, what, and in answer to whom.')
    .argument('<page>', 'file of HTML, text, JSON, JSON lines, CSV or XML, or - for standard input')
    .option('--url <url>', 'address of the page')
    .option(
      '--thread <id>',
      'of several articles or discussions in one file, which (default: the one with most comments)',
    )
    .option('--text <field>', 'field or column with the texts, in JSON lines and tables')
    .option('--explain', 'say which extractor took the page, and why those before it did not')
    .action(async (page: string, { url, thread: id, text, explain }: Options) => {
      const input = readPage(await readInput(page), { url });
      const { thread, trials } = explainThread(input, { thread: id, text });
      for (const { extractor, rejected } of explain === true ? trials : [])
        say(`btl: ${extractor}: ${rejected ?? 'took the page'}`);
      print(JSON.stringify(thread, null, 2));
    });
