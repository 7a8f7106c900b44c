import { Command } from 'commander';
import { extractThread, readPage } from '../extract/index.ts';
import { print, readInput } from './io.ts';

export const extractCommand = () =>
  new Command('extract')
    .description('Print the comments of a page as JSON: who, what, and in answer to whom.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { url }: { url?: string }) => {
      const input = readPage(await readInput(page), url === undefined ? {} : { url });
      print(JSON.stringify(extractThread(input), null, 2));
    });
