import { Command } from 'commander';
import { withEncoder } from '../cascade.ts';
import { createClassifier, loadModel } from '../classifier.ts';
import { loadEncoder } from '../encoder/model.ts';
import { goldenLines, readLimits, releaseEncoder, renderCard, writeFiles } from '../train/index.ts';
import { say } from './io.ts';
import { loadPlotter } from './plot.ts';
import { plotCascade } from './plot-cascade.ts';
import { rowCounter } from './row-counter.ts';

interface Options {
  readonly out: string;
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
      'Make a model of an exported encoder: check it, calibrate it, choose when to ask it, freeze its scores.',
    )
    .argument('<export>', 'folder that the recipe of the encoder wrote (models/recipes)')
    .requiredOption('-o, --out <folder>', 'folder to write the model to')
    .requiredOption('--stance <file...>', 'rows held out from training, JSON lines, .gz too')
    .requiredOption('--reply <file...>', 'the same for replies')
    .requiredOption('--golden <file>', 'labelled threads of which some scores are frozen')
    .requiredOption('--release <version>', 'version of the model')
    .option('--force', 'write the model even where 8 bits cost more than half a point')
    .action(async (folder: string, { out, stance, reply, golden, release, force }: Options) => {
      const draw = await loadPlotter();
      const lexical = await loadModel();
      const options = { folder, dev: { stance, reply }, version: release, lexical, force, onRow: rowCounter() };
      const { manifest, files } = await releaseEncoder(options);
      const { cascade, askBelow } = manifest.heads.stance;
      await writeFiles(out, {
        ...files,
        'model.json': `${JSON.stringify(manifest, null, 2)}\n`,
        'README.md': renderCard(manifest, await readLimits(out)),
        'cascade.svg': await draw(plotCascade(cascade, askBelow)),
      });
      const encoder = await loadEncoder({ encoderModel: out });
      const classifier = await withEncoder(createClassifier(lexical), encoder, 'always');
      await writeFiles(out, { 'golden.jsonl': await goldenLines(classifier, golden, GOLDEN_ROWS) });
      const { references, largest, mean, lost } = manifest.quantization;
      say(`8 bits: ${references} reference pairs, features differ by ${mean} on average, ${largest} at most`);
      for (const [task, { rows, accuracy, macroF1 }] of Object.entries(lost))
        say(`8 bits, ${task}, ${rows} rows: lost ${accuracy} of accuracy, ${macroF1} of macro-F1`);
      say(`wrote ${out} (version ${release}, sha256 ${encoder.sha256})`);
    });

/** Comments of which the scores are frozen: each takes the encoder some milliseconds in every run of the tests. */
const GOLDEN_ROWS = 60;
