import { Command } from 'commander';
import { explainThread, readPage } from '../extract/index.ts';
import { print, readInput, say } from './io.ts';

/** Makes the command `btl extract`. */
export const extractCommand = () =>
  new Command('extract')
    .description('Print the comments of a page as JSON: who, what, and in answer to whom.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('--url <url>', 'address of the page')
    .option('--explain', 'say which extractor took the page, and why those before it did not')
    .action(async (page: string, { url, explain }: { url?: string; explain?: boolean }) => {
      const input = readPage(await readInput(page), { url });
      const { thread, trials } = explainThread(input);
      for (const { extractor, rejected } of explain === true ? trials : [])
        say(`btl: ${extractor}: ${rejected ?? 'took the page'}`);
      print(JSON.stringify(thread, null, 2));
    });
