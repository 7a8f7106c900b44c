import { Command } from 'commander';
import { analyzePage } from '../analyze.ts';
import { readPage } from '../extract/index.ts';
import { loadChosen, type ScorerChoice } from '../load.ts';
import { renderReport } from '../report/index.ts';
import { readInput, say, writeOutput } from './io.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends ScorerChoice {
  readonly target?: string[];
  readonly out: string;
  readonly url?: string;
}

/** Makes the command `btl report`. */
export const reportCommand = () =>
  withScorers(new Command('report'))
    .description('Write an analysis of a page as one HTML file to look at, sort and search.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('-t, --target <text...>', 'what to measure stances towards (default: the headline)')
    .requiredOption('-o, --out <file>', 'file to write, or - for standard output')
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { target, out, url, ...scorers }: Options) => {
      const input = readPage(await readInput(page), { url });
      const analysis = await analyzePage(input, { classifier: await loadChosen(scorers), targets: target });
      const report = await renderReport(analysis);
      if (out === '-') process.stdout.write(report);
      else await writeOutput(out, report);
      for (const { message } of analysis.thread.warnings) say(`btl: not read: ${message}`);
    });
