import { Command } from 'commander';
import { loadEncoding, loadModel } from '../classifier.ts';
import { type ComparedModel, classifiersOf, compareModels, readCompared } from '../evaluate/index.ts';
import { comparisonPage } from '../report/comparison.ts';
import type { EncoderUse } from '../scoring/encoder-use.ts';
import { print, sayBadRows, writeOutput } from './io.ts';
import { renderComparison } from './render-comparison.ts';
import { rowCounter } from './row-counter.ts';
import { withEncoderUse } from './scorer-options.ts';

interface Options {
  readonly on: string[];
  readonly json?: boolean;
  readonly out?: string;
  readonly encoder: EncoderUse;
}

/** The name of the model in the package. */
const SHIPPED = 'shipped';

/** Makes the command `btl compare`. */
export const compareCommand = () =>
  withEncoderUse(new Command('compare'))
    .description('Show what changes when one model takes the place of another, before you deploy it.')
    .argument('<old>', `folder of the model in use; ${SHIPPED} for the one in the package`)
    .argument('<new>', 'folder of the model to put in its place')
    .requiredOption('--on <file...>', 'comments, JSON lines as classify and train read them, .gz too')
    .option('--json', 'print the comparison as JSON')
    .option('-o, --out <file.html>', 'write it as a page to read too')
    .action(async (old: string, made: string, { on, json, out, encoder }: Options) => {
      const [before, after] = classifiersOf(await load(old, encoder), await load(made, encoder));
      const { comments, badRows } = await readCompared(on);
      sayBadRows(badRows);
      const comparison = compareModels(before, after, comments, rowCounter());
      if (out !== undefined) await writeOutput(out, (await comparisonPage(comparison)).page);
      print(json ? JSON.stringify(comparison, null, 2) : renderComparison(comparison));
    });

async function load(folder: string, encoder: EncoderUse): Promise<ComparedModel> {
  const model = folder === SHIPPED ? undefined : folder;
  return { model: await loadModel(model), encoding: await loadEncoding({ model, encoder }) };
}
