import { Argument, Command, Option } from 'commander';
import { loadEncoding, loadModel, type ScorerOptions } from '../classifier.ts';
import { readDataset } from '../dataset/index.ts';
import { createPredictor, type Evaluation, evaluate, type Predictor } from '../evaluate/index.ts';
import { createLexicalScorer } from '../lexical/scorer.ts';
import { TASKS, type Task } from '../tasks.ts';
import { svgFile } from './arguments.ts';
import { print, sayBadRows, writeOutput } from './io.ts';
import { loadPlotter } from './plot.ts';
import { plotEvaluation } from './plot-evaluation.ts';
import { renderDetails } from './render-details.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { rowCounter } from './row-counter.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends ScorerOptions {
  readonly data: string[];
  readonly format: 'table' | 'json';
  readonly plot?: string;
}

/** Makes the command `btl evaluate`. */
export const evaluateCommand = () =>
  withScorers(new Command('evaluate'))
    .description('Measure a task on labelled comments, by the pass that is served.')
    .addArgument(new Argument('<task>', 'what to measure').choices(TASKS))
    .requiredOption('-d, --data <file...>', 'JSON lines to measure on, .gz too')
    .option('-p, --plot <file.svg>', 'draw reliability and cut-offs too; needs vega and vega-lite', svgFile)
    .addOption(
      new Option('-f, --format <format>', 'table for people, json for programs: every attribute')
        .choices(['table', 'json'])
        .default('table'),
    )
    .action(async (task: Task, { data, format, plot, ...scorers }: Options) => {
      const draw = plot === undefined ? null : await loadPlotter();
      const { examples, badRows } = await readDataset(task, data);
      sayBadRows(badRows);
      const evaluation = await evaluate(await loadPredictor(scorers), task, examples, { onRow: rowCounter() });
      if (plot !== undefined && draw !== null) await writeOutput(plot, await draw(plotEvaluation(evaluation)));
      print(format === 'json' ? JSON.stringify(evaluation, null, 2) : render(evaluation));
    });

const render = (evaluation: Evaluation) =>
  [renderEvaluation(evaluation, null), ...renderDetails(evaluation)].join('\n\n');

const loadPredictor = async (scorers: ScorerOptions): Promise<Predictor> =>
  createPredictor(createLexicalScorer(await loadModel(scorers.model)), await loadEncoding(scorers));
