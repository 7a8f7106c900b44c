import { Command } from 'commander';
import { renderReport } from '../report/index.ts';
import { analyzeFile, type PageOptions } from './analyze-page.ts';
import { say, writeOutput } from './io.ts';
import { writeOut } from './output.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends PageOptions {
  readonly out: string;
}

/** Makes the command `btl report`. */
export const reportCommand = () =>
  withScorers(new Command('report'))
    .description('Write an analysis of a page as one HTML file to look at, sort and search.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('-t, --target <text...>', 'what to measure stances towards (default: what btl targets names first)')
    .requiredOption('-o, --out <file>', 'file to write, or - for standard output')
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { out, ...options }: Options) => {
      const analysis = await analyzeFile(page, options);
      const report = await renderReport(analysis);
      if (out === '-') writeOut(report);
      else await writeOutput(out, report);
      for (const { message } of analysis.thread.warnings) say(`btl: not read: ${message}`);
    });
