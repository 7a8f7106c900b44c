import { Command, Option } from 'commander';
import { analyzeFile, type PageOptions } from './analyze-page.ts';
import { print } from './io.ts';
import { renderAnalysis } from './render.ts';
import { withScorers } from './scorer-options.ts';
import { wantsColor } from './terminal.ts';

interface Options extends PageOptions {
  readonly format: 'table' | 'json' | 'jsonl';
}

/** Makes the command `btl analyze`. */
export const analyzeCommand = () =>
  withScorers(new Command('analyze'))
    .description('Classify every comment of a page: stance, reply, toxicity, and the words that led there.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('-t, --target <text...>', 'what to measure stances towards (default: what btl targets names first)')
    .addOption(
      new Option('-f, --format <format>', 'table for people, json or jsonl for programs')
        .choices(['table', 'json', 'jsonl'])
        .default('table'),
    )
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { format, ...options }: Options) => {
      const analysis = await analyzeFile(page, options);
      if (format === 'json') print(JSON.stringify(analysis, null, 2));
      else if (format === 'jsonl') for (const comment of analysis.comments) print(JSON.stringify(comment));
      else
        print(
          renderAnalysis(analysis, {
            color: wantsColor(process.stdout, process.env),
            width: process.stdout.columns ?? 100,
          }),
        );
    });
