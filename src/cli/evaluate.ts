import { Command, Option } from 'commander';
import { loadModel } from '../classifier.ts';
import { HEADS, type HeadName } from '../model/format.ts';
import { evaluate, readDataset } from '../train/index.ts';
import { print, say } from './io.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { oneOf } from './train.ts';

interface Options {
  readonly data: string[];
  readonly model?: string;
  readonly format: 'table' | 'json';
}

export const evaluateCommand = () =>
  new Command('evaluate')
    .description('Measure a head of a model on labelled comments.')
    .argument('<head>', HEADS.join(', '), oneOf(HEADS))
    .requiredOption('-d, --data <file...>', 'JSON lines to measure on, .gz too')
    .option('-m, --model <folder>', 'model to measure (default: the one in the package)')
    .addOption(
      new Option('-f, --format <format>', 'table for people, json for programs')
        .choices(['table', 'json'])
        .default('table'),
    )
    .action(async (head: HeadName, { data, model, format }: Options) => {
      const { examples, badRows } = await readDataset(head, data);
      for (const { file, line, message } of badRows.slice(0, 20)) say(`btl: ${file} line ${line}: ${message}`);
      if (badRows.length > 0) say(`btl: ${badRows.length} lines are no rows and were left out`);
      const evaluation = evaluate(await loadModel(model), head, examples);
      print(format === 'json' ? JSON.stringify(evaluation, null, 2) : renderEvaluation(evaluation, null));
    });
