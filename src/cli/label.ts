import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { type Classifier, loadClassifier, type ScorerOptions } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import {
  createLabelApp,
  createQueue,
  distinct,
  type Item,
  openProject,
  readItems,
  suggestionsFor,
  teachingOrder,
  weigh,
} from '../label/index.ts';
import { ownFolder } from '../own-model.ts';
import { openPort } from '../server/node/open-port.ts';
import { TASKS, type Task } from '../tasks.ts';
import { portNumber, shareNumber, UsageError, wholeNumber } from './arguments.ts';
import { streamProgress } from './classify-progress.ts';
import { readInput, say } from './io.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends ScorerOptions {
  readonly out: string;
  readonly as?: string;
  readonly ask: Task[];
  readonly target?: string[];
  readonly text?: string;
  readonly thread?: string;
  readonly order: 'teaching' | 'given';
  readonly overlap: number;
  readonly guideline?: string;
  readonly port: number;
  readonly seed: number;
}

/** The rules by which our own comments are labelled. They stand where the model does, wherever this code is bundled to. */
const GUIDELINE = new URL('../../datasets/GUIDELINES.md', ownFolder());
const MAX_GUIDELINE = 256 * 1024;
/** Fewer comments show no progress while they are weighed. */
const SHORT = 200;
const TIMEOUT = 10_000;
const CONNECTIONS = 100;
/** Milliseconds that an answer under way has to reach the disk in. */
const GRACE = 2000;

/** Makes the command `btl label`. */
export const labelCommand = () =>
  withScorers(new Command('label'))
    .description('Label comments on a page of this machine, and write rows that btl train reads.')
    .argument('[file...]', 'what btl extract or btl classify reads; none to settle what was labelled before')
    .requiredOption('-o, --out <folder>', 'folder of the labels; what is in it goes on')
    .option('--as <name>', 'who labels (default: the name of your account)')
    .addOption(new Option('--ask <task...>', 'which questions').choices(TASKS).default([...TASKS]))
    .option('-t, --target <text...>', 'what stances are asked towards (default: what btl targets names first)')
    .option('--text <field>', 'field or column with the texts')
    .option('--thread <id>', 'of several articles or discussions in one file, which')
    .addOption(
      new Option('--order <order>', 'what teaches most first, or as they come')
        .choices(['teaching', 'given'])
        .default('teaching'),
    )
    .option('--overlap <share>', 'comments that every labeller is asked about, 0 to 1', shareNumber, 0.2)
    .option('--guideline <file>', 'Markdown or text to show beside the comments (default: the rules of our own)')
    .option('-p, --port <n>', 'port; 0 for any that is free', portNumber, 8001)
    .option('--seed <n>', 'seed of the order', wholeNumber, 1)
    .action(label);

async function label(files: readonly string[], options: Options): Promise<void> {
  const { out, ask, overlap, model, encoder, port } = options;
  const items = await readAll(files, options);
  const guideline = await readGuideline(options.guideline);
  const project = await openProject(out);
  for (const line of project.badLines.slice(0, 5)) say(`btl: journal of ${out} line ${line}: left out, it is no label`);
  const classifier = await loadClassifier({ model, encoder });
  const ordered = options.order === 'given' ? items : await inTeachingOrder(items, options);
  const queue = createQueue({ items: ordered, ask, overlap });
  const app = createLabelApp({
    project,
    queue,
    suggest: (item) => suggestionsFor(classifier, item, ask),
    guideline,
    by: options.as ?? accountName(),
  });
  const server = await openPort({
    fetch: app.fetch,
    port,
    host: '127.0.0.1',
    timeout: TIMEOUT,
    connections: CONNECTIONS,
  });
  say(`labelling ${items.length} comments at ${server.url}/ into ${out}; Ctrl+C ends`);
  await untilTold();
  await server.close(GRACE, () => {});
  await project.close();
  say(`wrote ${out}: btl train TASK --data ${out}/TASK.jsonl --dev ${out}/TASK.measure.jsonl`);
}

/** @throws UsageError where files are given and hold nothing to label */
async function readAll(files: readonly string[], { target, text, thread }: Options): Promise<Item[]> {
  const items: Item[] = [];
  for (const file of files) {
    const source = file === '-' ? 'standard input' : basename(file);
    const read = readItems(await readInput(file), { targets: target, text, thread, source });
    for (const warning of read.warnings) say(`btl: ${file}: ${warning}`);
    if (read.items.length === 0)
      throw new BelowTheLineError(
        'invalid-input',
        `${file} holds no comments to label: btl extract --explain ${file} says why`,
      );
    for (const item of read.items) items.push(item);
  }
  return distinct(items);
}

async function inTeachingOrder(items: readonly Item[], { model, encoder, ask, seed }: Options): Promise<Item[]> {
  if (items.length === 0) return [];
  const words = await loadClassifier({ model, encoder: 'never' });
  const progress = await streamProgress(false, items.length > SHORT);
  let done = 0;
  try {
    const sentences = encoder === 'never' ? null : await encoderAlone(model);
    const candidates = weigh(items, {
      ...{ words, sentences, ask, seed },
      onItem: (all) => progress.show(++done, done / all),
    });
    return teachingOrder(candidates, seed).map((i) => items[i]!);
  } finally {
    progress.end();
  }
}

/** The classifier that asks the encoder always; null where the model has none. */
async function encoderAlone(model: string | undefined): Promise<Classifier | null> {
  try {
    return await loadClassifier({ model, encoder: 'always' });
  } catch (error) {
    if (error instanceof BelowTheLineError && /no encoder/.test(error.message)) return null;
    throw error;
  }
}

async function readGuideline(path: string | undefined): Promise<string> {
  const text = await readFile(path ?? GUIDELINE, 'utf8').catch((cause: Error) => {
    throw new BelowTheLineError('file', `cannot read ${path ?? 'the guideline'}: ${cause.message}`, { cause });
  });
  if (text.length <= MAX_GUIDELINE) return text;
  throw new UsageError(`--guideline: expected at most ${MAX_GUIDELINE} characters, got ${text.length}`);
}

function accountName(): string {
  try {
    return userInfo().username || 'me';
  } catch {
    return 'me';
  }
}

const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
