import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import {
  checkDataset,
  type ExpandOptions,
  expandTemplates,
  measureAgreement,
  readFillers,
  readTemplates,
  rewordRows,
  SPLITS,
  type Split,
  TEMPLATE_SOURCE,
} from '../dataset/index.ts';
import { splitFile } from '../dataset/split.ts';
import { BelowTheLineError } from '../errors.ts';
import { wholeNumber } from './arguments.ts';
import { convertCommand } from './dataset-convert.ts';
import { joinCommand } from './dataset-join.ts';
import { print, say, sayBadRows } from './io.ts';
import { replaceFile, streamOut } from './output.ts';
import { renderAgreement, renderCheck } from './render-dataset.ts';

/** Enough for every group to be met with most phenomena, and few enough that no sentence is learnt by heart. */
const PER_TEMPLATE = 3;

/** Makes the command `btl dataset`. */
export const datasetCommand = () =>
  new Command('dataset')
    .description('Check, convert, split, join, reword and compare labelled comments.')
    .addCommand(checkCommand())
    .addCommand(convertCommand())
    .addCommand(splitCommand())
    .addCommand(expandCommand())
    .addCommand(joinCommand())
    .addCommand(rewordCommand())
    .addCommand(agreementCommand());

const checkCommand = () =>
  new Command('check')
    .description('Check labelled comments line by line and against each other: give all splits at once.')
    .argument('<file...>', 'JSON lines, .gz too')
    .action(async (files: string[]) => {
      const report = await checkDataset(files);
      print(renderCheck(report));
      const { problems, pairs } = report;
      if (problems.length + pairs.length === 0) return;
      throw new BelowTheLineError(
        'invalid-input',
        `${problems.length} problems and ${pairs.length} pairs of the same text`,
      );
    });

const splitCommand = () =>
  new Command('split')
    .description('Part labelled comments into train, dev and test; what belongs to one group stays together.')
    .argument('<file>', 'JSON lines, .gz too')
    .requiredOption('-o, --out <folder>', 'folder to write train.jsonl, dev.jsonl and test.jsonl to')
    .option('--shares <train,dev,test>', 'shares of the groups', parseShares, [0.8, 0.1, 0.1])
    .option('--seed <n>', 'seed of the draw', wholeNumber, 1)
    .action(async (file: string, { out, shares, seed }: { out: string; shares: number[]; seed: number }) => {
      const lines = await splitFile(file, shares, seed);
      await writeSplits(out, (split) => `${split}.jsonl`, lines);
    });

const expandCommand = () =>
  new Command('expand')
    .description('Fill the slots of templates with groups and words, and write one file of rows per split.')
    .argument('<templates>', 'JSON lines of id, kind, set, split, text and labels')
    .requiredOption('-g, --groups <file>', 'JSON of the groups and words that fill the slots')
    .requiredOption('-o, --out <folder>', 'folder to write NAME.train.jsonl, NAME.dev.jsonl and NAME.test.jsonl to')
    .option('--per-template <n>', 'rows of a template with slots, at most', wholeNumber, PER_TEMPLATE)
    .option('--seed <n>', 'seed of the choice of words', wholeNumber, 1)
    .option('--hold-out-words', 'let no word of a list stand in two splits; identity groups stand in all')
    .option('--source <name>', 'source of the rows', TEMPLATE_SOURCE)
    .action(async (file: string, options: ExpandOptions & { groups: string; out: string }) => {
      const fillers = await readFillers(options.groups);
      const rows = expandTemplates(await readTemplates(file, fillers), fillers, options);
      const linesOf = (split: Split) => rows[split].map((row) => JSON.stringify(row));
      await writeSplits(options.out, (split) => `${basename(file, extname(file))}.${split}.jsonl`, {
        train: linesOf('train'),
        dev: linesOf('dev'),
        test: linesOf('test'),
      });
    });

const rewordCommand = () =>
  new Command('reword')
    .description('Give rows of stance other wordings of their targets, and the opposites with the other side.')
    .argument('<file...>', 'rows of stance or labelled threads, JSON lines, .gz too')
    .requiredOption('-w, --wordings <file>', 'JSON lines of target, same and opposite')
    .action(async (files: string[], { wordings }: { wordings: string }) => {
      const { rows, badRows } = await rewordRows(files, wordings);
      sayBadRows(badRows);
      for (const row of rows) await streamOut(`${JSON.stringify(row)}\n`);
      if (rows.length === 0)
        throw new BelowTheLineError('invalid-input', `no target of ${files.join(', ')} stands in ${wordings}`);
      say(`${rows.length} rows`);
    });

const agreementCommand = () =>
  new Command('agreement')
    .description('Compare a second labelling with the first: Krippendorff’s alpha of every label.')
    .argument('<second>', 'JSON lines of id, stances, reply and toxicity')
    .argument('<first...>', 'the labelled comments')
    .action(async (second: string, first: string[]) => print(renderAgreement(await measureAgreement(first, second))));

/** Writes a file of lines per split into a folder, and says how many each has. */
async function writeSplits(
  folder: string,
  nameOf: (split: Split) => string,
  lines: Readonly<Record<Split, readonly string[]>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const split of SPLITS) {
    await replaceFile(join(folder, nameOf(split)), lines[split].map((line) => `${line}\n`).join(''));
    say(`${split}: ${lines[split].length} rows`);
  }
}

function parseShares(text: string): number[] {
  const parts = text.split(',').map(Number);
  const sum = parts.reduce((total, part) => total + part, 0);
  if (parts.length === 3 && parts.every((part) => part >= 0) && Math.abs(sum - 1) < 1e-9) return parts;
  throw new InvalidArgumentError(`expected three shares that add up to 1, got ${JSON.stringify(text)}`);
}
