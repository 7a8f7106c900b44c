import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import {
  type CheckReport,
  CORPORA,
  checkDataset,
  expandTemplates,
  measureAgreement,
  readFillers,
  readLines,
  readTemplates,
  SPLITS,
  splitByGroup,
} from '../dataset/index.ts';
import { isLabelledComment, parseLine } from '../dataset/rows/parse.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASKS } from '../tasks.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import { MOST_REPORTS, print, say } from './io.ts';
import { table } from './table.ts';

/** Enough for every group to be met with most phenomena, and few enough that no sentence is learnt by heart. */
const PER_TEMPLATE = 3;

export const datasetCommand = () =>
  new Command('dataset')
    .description('Check, convert and split labelled comments.')
    .addCommand(checkCommand())
    .addCommand(convertCommand())
    .addCommand(splitCommand())
    .addCommand(expandCommand())
    .addCommand(agreementCommand());

const checkCommand = () =>
  new Command('check')
    .description('Check labelled comments line by line and against each other: give all splits at once.')
    .argument('<file...>', 'JSON lines, .gz too')
    .action(async (files: string[]) => {
      const report = await checkDataset(files);
      print(renderCheck(report));
      const bad = report.problems.length + report.pairs.length;
      if (bad > 0) {
        throw new BelowTheLineError(
          'invalid-input',
          `${report.problems.length} problems and ${report.pairs.length} pairs of the same text`,
        );
      }
    });

const convertCommand = () =>
  new Command('convert')
    .description('Turn a public corpus, or any table, into JSON lines on standard output.')
    .argument('<corpus>', CORPORA.map(({ name }) => name).join(', '), oneOf(CORPORA.map(({ name }) => name)))
    .argument('<file...>', `its published files: ${CORPORA.map(({ name, files }) => `${name}: ${files}`).join('; ')}`)
    .option(
      '--map <field=column...>',
      'csv: which column holds text, target, parent, stance, source, group, toxicity, …',
      pair,
      {},
    )
    .action(async (name: string, files: string[], { map }: { map: Record<string, string> }) => {
      const corpus = CORPORA.find((candidate) => candidate.name === name) as (typeof CORPORA)[number];
      let [rows, bad] = [0, 0];
      const skip = (message: string) => {
        bad++;
        if (bad <= MOST_REPORTS) say(`btl: ${message}`);
      };
      for await (const converted of corpus.convert(files, { columns: map })) {
        if (!('row' in converted)) {
          skip(`line ${converted.line}: ${converted.message}`);
          continue;
        }
        const line = JSON.stringify(converted.row);
        const checked = parseLine(line, TASKS);
        if (typeof checked === 'string') {
          skip(`${line.slice(0, 80)}…: ${checked}`);
          continue;
        }
        rows++;
        if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
      }
      say(`${rows} rows converted, ${bad} left out`);
      if (rows === 0)
        throw new BelowTheLineError('invalid-input', `${files.map((file) => basename(file)).join(', ')} gave no rows`);
    });

const splitCommand = () =>
  new Command('split')
    .description('Part labelled comments into train, dev and test; what belongs to one group stays together.')
    .argument('<file>', 'JSON lines, .gz too')
    .requiredOption('-o, --out <folder>', 'folder to write train.jsonl, dev.jsonl and test.jsonl to')
    .option('--shares <train,dev,test>', 'shares of the groups', shares, [0.8, 0.1, 0.1])
    .option('--seed <n>', 'seed of the draw', wholeNumber, 1)
    .action(async (file: string, options: { out: string; shares: number[]; seed: number }) => {
      const rows: { text: string; group: string | undefined; line: string }[] = [];
      for await (const { text: line, number } of readLines(file)) {
        const row = parseLine(line, TASKS);
        if (typeof row === 'string') throw new BelowTheLineError('invalid-input', `${file} line ${number}: ${row}`);
        rows.push({ text: row.text, group: isLabelledComment(row) ? row.article : row.group, line });
      }
      const parts = splitByGroup(rows, options.shares, options.seed);
      await mkdir(options.out, { recursive: true });
      for (const [i, name] of ['train', 'dev', 'test'].entries()) {
        const part = parts[i] ?? [];
        await writeFile(join(options.out, `${name}.jsonl`), part.map(({ line }) => `${line}\n`).join(''));
        say(`${name}: ${part.length} rows`);
      }
    });

const expandCommand = () =>
  new Command('expand')
    .description('Fill the slots of templates with groups and words, and write one file of rows per split.')
    .argument('<templates>', 'JSON lines of id, kind, set, split, text and labels')
    .requiredOption('-g, --groups <file>', 'JSON of the groups and words that fill the slots')
    .requiredOption('-o, --out <folder>', 'folder to write NAME.train.jsonl, NAME.dev.jsonl and NAME.test.jsonl to')
    .option('--per-template <n>', 'rows of a template with slots, at most', wholeNumber, PER_TEMPLATE)
    .option('--seed <n>', 'seed of the choice of words', wholeNumber, 1)
    .action(async (file: string, options: { groups: string; out: string; perTemplate: number; seed: number }) => {
      const fillers = await readFillers(options.groups);
      const rows = expandTemplates(await readTemplates(file, fillers), fillers, options);
      await mkdir(options.out, { recursive: true });
      for (const split of SPLITS) {
        const lines = rows[split].map((row) => `${JSON.stringify(row)}\n`);
        await writeFile(join(options.out, `${basename(file, extname(file))}.${split}.jsonl`), lines.join(''));
        say(`${split}: ${lines.length} rows`);
      }
    });

const agreementCommand = () =>
  new Command('agreement')
    .description('Compare a second labelling with the first: Krippendorff’s alpha of every label.')
    .argument('<second>', 'JSON lines of id, stances, reply and toxicity')
    .argument('<first...>', 'the labelled comments')
    .action(async (second: string, first: string[]) => {
      const agreement = Object.entries(await measureAgreement(first, second));
      const rows = agreement.map(([name, { units, observed, alpha }]) => [
        name,
        String(units),
        observed.toFixed(3),
        alpha.toFixed(3),
      ]);
      print(table([['label', 'units', 'same label', 'alpha'], ...rows]));
    });

function renderCheck({ rows, problems, pairs, balance }: CheckReport): string {
  const shown = <T>(items: readonly T[], line: (item: T) => string) => [
    ...items.slice(0, MOST_REPORTS).map(line),
    ...(items.length > MOST_REPORTS ? [`… and ${items.length - MOST_REPORTS} more`] : []),
  ];
  const files = [
    ...new Set(
      Object.values(balance).flatMap((labels) => Object.values(labels).flatMap((counts) => Object.keys(counts))),
    ),
  ];
  const lines = Object.entries(balance).flatMap(([head, labels]) =>
    Object.entries(labels).map(([label, counts]) => [
      `${head} ${label}`,
      ...files.map((file) => String(counts[file] ?? 0)),
    ]),
  );
  return [
    `${rows} rows`,
    ...shown(problems, ({ file, line, message }) => `${file} line ${line}: ${message}`),
    ...shown(
      pairs,
      ({ kind, first, second, similarity }) => `${kind} (${similarity.toFixed(2)}): ${first} and ${second}`,
    ),
    table([['label', ...files.map((file) => basename(file))], ...lines]),
  ].join('\n');
}

function pair(text: string, before: Record<string, string>): Record<string, string> {
  const [field, ...column] = text.split('=');
  if (field === undefined || field === '' || column.length === 0)
    throw new InvalidArgumentError(`expected field=column, got ${JSON.stringify(text)}`);
  return { ...before, [field]: column.join('=') };
}

function shares(text: string): number[] {
  const parts = text.split(',').map(Number);
  const sum = parts.reduce((total, part) => total + part, 0);
  if (parts.length === 3 && parts.every((part) => part >= 0) && Math.abs(sum - 1) < 1e-9) return parts;
  throw new InvalidArgumentError(`expected three shares that add up to 1, got ${JSON.stringify(text)}`);
}
