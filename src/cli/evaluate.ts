import { Command, InvalidArgumentError, Option } from 'commander';
import { loadClassifier, loadModel } from '../classifier.ts';
import { loadContextualModel } from '../contextual/index.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASKS, type Task } from '../tasks.ts';
import { type Evaluation, type Example, evaluate, evaluateContextual, readDataset } from '../train/index.ts';
import { folderOption, NO_TOXICITY, oneOf } from './arguments.ts';
import { print, sayBadRows, writeOutput } from './io.ts';
import { pairCounter } from './pair-counter.ts';
import { loadPlotter } from './plot.ts';
import { plotEvaluation } from './plot-evaluation.ts';
import { renderDetails } from './render-details.ts';
import { renderEvaluation } from './render-evaluation.ts';

interface Options {
  readonly data: string[];
  readonly model?: string;
  readonly contextual?: string | true;
  readonly format: 'table' | 'json';
  readonly plot?: string;
}

export const evaluateCommand = () =>
  new Command('evaluate')
    .description('Measure a head of a model on labelled comments.')
    .argument('<head>', TASKS.join(', '), oneOf(TASKS))
    .requiredOption('-d, --data <file...>', 'JSON lines to measure on, .gz too')
    .option('-m, --model <folder>', 'model to measure (default: the one in the package)')
    .addOption(
      new Option('--contextual [folder]', 'measure the contextual model instead (default: its package)').conflicts(
        'model',
      ),
    )
    .option('-p, --plot <file.svg>', 'draw reliability and cut-offs too; needs vega and vega-lite', svgFile)
    .addOption(
      new Option('-f, --format <format>', 'table for people, json for programs: every attribute')
        .choices(['table', 'json'])
        .default('table'),
    )
    .action(async (head: Task, { data, model, contextual, format, plot }: Options) => {
      const draw = plot === undefined ? null : await loadPlotter();
      const { examples, badRows } = await readDataset(head, data);
      sayBadRows(badRows);
      const evaluation =
        contextual === undefined
          ? evaluate(await loadModel(model), head, examples)
          : await measureContextual(folderOption(contextual), head, examples);
      if (plot !== undefined && draw !== null) await writeOutput(plot, await draw(plotEvaluation(evaluation)));
      print(format === 'json' ? JSON.stringify(evaluation, null, 2) : render(evaluation));
    });

const render = (evaluation: Evaluation) =>
  [renderEvaluation(evaluation, null), ...renderDetails(evaluation)].join('\n\n');

async function measureContextual(folder: string | undefined, head: Task, examples: readonly Example[]) {
  if (head === 'toxicity') throw new BelowTheLineError('invalid-input', NO_TOXICITY);
  const model = await loadContextualModel({ model: folder });
  return evaluateContextual(model, await loadClassifier(), head, examples, { onPair: pairCounter() });
}

function svgFile(path: string): string {
  if (path.toLowerCase().endsWith('.svg')) return path;
  throw new InvalidArgumentError(`expected a file name that ends in .svg, got ${JSON.stringify(path)}`);
}
