import { Command } from 'commander';
import { createClassifier, loadModel } from '../classifier.ts';
import { loadContextual } from '../contextual/index.ts';
import { finishContextual, goldenLines, renderContextualCard, writeFiles } from '../train/index.ts';
import { say } from './io.ts';
import { pairCounter } from './pair-counter.ts';
import { loadPlotter } from './plot.ts';
import { plotCascade } from './plot-cascade.ts';

interface Options {
  readonly out: string;
  readonly stance: string[];
  readonly reply: string[];
  readonly golden: string;
  readonly release: string;
  readonly force?: boolean;
}

export const finishCommand = () =>
  new Command('finish')
    .description('Make a contextual model of an exported encoder: check it, calibrate it, choose when to ask it.')
    .argument('<export>', 'folder that models/en-contextual/recipe/make.py wrote')
    .requiredOption('-o, --out <folder>', 'folder to write the model to')
    .requiredOption('--stance <file...>', 'rows held out from training, JSON lines, .gz too')
    .requiredOption('--reply <file...>', 'the same for replies')
    .requiredOption('--golden <file>', 'labelled threads of which some scores are frozen')
    .requiredOption('--release <version>', 'version of the model')
    .option('--force', 'write the model even where 8 bits cost more than half a point')
    .action(async (folder: string, { out, stance, reply, golden, release, force }: Options) => {
      const draw = await loadPlotter();
      const embedded = await loadModel();
      const onPair = pairCounter();
      const options = { folder, dev: { stance, reply }, version: release, embedded, force, onPair };
      const { manifest, files } = await finishContextual(options);
      const { cascade, askBelow } = manifest.heads.stance;
      await writeFiles(out, {
        ...files,
        'model.json': `${JSON.stringify(manifest, null, 2)}\n`,
        'README.md': renderContextualCard(manifest),
        'cascade.svg': await draw(plotCascade(cascade, askBelow)),
      });
      const contextual = await loadContextual({ model: out, classifier: createClassifier(embedded) });
      await writeFiles(out, { 'golden.jsonl': await goldenLines(contextual, golden) });
      const { references, largest, mean, lost } = manifest.quantization;
      say(`8 bits: ${references} reference pairs, features differ by ${mean} on average, ${largest} at most`);
      for (const [head, { rows, accuracy, macroF1 }] of Object.entries(lost))
        say(`8 bits, ${head}, ${rows} rows: lost ${accuracy} of accuracy, ${macroF1} of macro-F1`);
      say(`wrote ${out} (version ${release}, sha256 ${contextual.model.sha256})`);
    });
