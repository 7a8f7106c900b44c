import { Command } from 'commander';
import { createClassifier, loadModel } from '../classifier.ts';
import { encoderOfBytes } from '../encoder/source.ts';
import { withVersion } from '../lexical/model.ts';
import { goldenLines, releaseEncoder, saveModel } from '../train/index.ts';
import { say } from './io.ts';
import { loadPlotter } from './plot.ts';
import { plotCascade } from './plot-cascade.ts';
import { rowCounter } from './row-counter.ts';

interface Options {
  readonly base?: string;
  readonly out: string;
  readonly toxicity: string[];
  readonly natural: string[];
  readonly stance: string[];
  readonly reply: string[];
  readonly golden: string;
  readonly release: string;
  readonly force?: boolean;
}

/** Makes the command `btl release`. */
export const releaseCommand = () =>
  new Command('release')
    .description(
      'Put an exported encoder into a model: check it, calibrate it, choose when to ask it, freeze its scores.',
    )
    .argument('<export>', 'folder that the recipe of the encoder wrote (models/recipes)')
    .requiredOption('-o, --out <folder>', 'folder to write the model to')
    .option('-b, --base <folder>', 'model whose lexical scorer it goes with (default: the one in the package)')
    .requiredOption('--toxicity <file...>', 'rows held out from training, JSON lines, .gz too')
    .requiredOption('--stance <file...>', 'the same for stances')
    .requiredOption('--reply <file...>', 'the same for replies')
    .option('--natural <source...>', 'sources of rows in which labels are as frequent as in life', NATURAL)
    .requiredOption('--golden <file>', 'labelled threads of which some scores are frozen')
    .requiredOption('--release <version>', 'version of the model')
    .option('--force', 'write the model even where 4 bits cost more than half a point')
    .action(async (folder: string, { base, out, golden, release, force, natural, ...dev }: Options) => {
      const draw = await loadPlotter();
      const lexical = await withVersion(await loadModel(base), release);
      const encoder = await releaseEncoder({ folder, dev, natural, lexical, force, onRow: rowCounter() });
      const { packing, heads } = encoder.manifest;
      const classifier = createClassifier(lexical, { source: await encoderOfBytes(encoder), use: 'auto' });
      await saveModel(lexical, encoder, out, {
        'cascade.svg': await draw(plotCascade(heads.stance.cascade, heads.stance.askBelow)),
        'golden.jsonl': await goldenLines(classifier, golden, GOLDEN_ROWS),
      });
      const { references, largest, mean, lost } = packing;
      say(`4 bits: ${references} reference pairs, features differ by ${mean} on average, ${largest} at most`);
      for (const [task, { rows, ...figures }] of Object.entries(lost)) {
        const points = Object.entries(figures).map(([figure, points]) => `${points} of ${figure}`);
        say(`4 bits, ${task}, ${rows} rows: lost ${points.join(', ')}`);
      }
      say(`wrote ${out} (version ${release}, sha256 ${classifier.model.sha256})`);
    });

const NATURAL = ['civil-comments-natural', 'jigsaw2018-natural', 'readings-real-dev', 'readings-dev'];
/** Comments of which the scores are frozen. */
const GOLDEN_ROWS = 200;
