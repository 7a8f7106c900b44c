import { Command, Option } from 'commander';
import { analyzePage } from '../analyze.ts';
import { loadClassifier } from '../classifier.ts';
import { analyzePageTwice, loadContextual } from '../contextual/index.ts';
import { readPage } from '../extract/index.ts';
import { folderOption } from './arguments.ts';
import { print, readInput } from './io.ts';
import { renderAnalysis } from './render.ts';

interface Options {
  readonly target?: string[];
  readonly format: 'table' | 'json' | 'jsonl';
  readonly model?: string;
  readonly secondOpinion?: string | true;
  readonly url?: string;
}

export const analyzeCommand = () =>
  new Command('analyze')
    .description('Judge every comment of a page: stance, answer, toxicity, and the words that led there.')
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .option('-t, --target <text...>', 'what to measure stances towards (default: the headline)')
    .addOption(
      new Option('-f, --format <format>', 'table for people, json or jsonl for programs')
        .choices(['table', 'json', 'jsonl'])
        .default('table'),
    )
    .option('-m, --model <folder>', 'model to use (default: the one in the package)')
    .option('--second-opinion [folder]', 'ask the contextual model where this one is unsure (default: its package)')
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { target, format, model, secondOpinion, url }: Options) => {
      const input = readPage(await readInput(page), url === undefined ? {} : { url });
      const classifier = await loadClassifier(model === undefined ? {} : { model });
      const analysis =
        secondOpinion === undefined
          ? analyzePage(input, { classifier, targets: target })
          : await analyzePageTwice(input, {
              contextual: await loadContextual({ classifier, model: folderOption(secondOpinion) }),
              targets: target,
            });
      if (format === 'json') print(JSON.stringify(analysis, null, 2));
      else if (format === 'jsonl') for (const comment of analysis.comments) print(JSON.stringify(comment));
      else
        print(renderAnalysis(analysis, { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 100 }));
    });
