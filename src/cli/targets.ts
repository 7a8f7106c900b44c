import { Command, Option } from 'commander';
import { extractThread, readPage } from '../extract/index.ts';
import type { Target } from '../schemas.ts';
import { suggestTargets } from '../targets/index.ts';
import { print, readInput } from './io.ts';
import { clean } from './render.ts';

interface Options {
  readonly url?: string;
  readonly format: 'table' | 'json';
}

/** Makes the command `btl targets`. */
export const targetsCommand = () =>
  new Command('targets')
    .description(
      'Name what the readers of a page may be for or against: itself, its dispute, who and what they mention.',
    )
    .argument('<page>', 'file of HTML, text or JSON, or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'table for people, json for programs')
        .choices(['table', 'json'])
        .default('table'),
    )
    .option('--url <url>', 'address of the page')
    .action(async (page: string, { url, format }: Options) => {
      const targets = suggestTargets(extractThread(readPage(await readInput(page), { url })));
      print(format === 'json' ? JSON.stringify(targets, null, 2) : renderTargets(targets));
    });

/** Suggested targets for people to read, the likeliest first. */
function renderTargets(targets: readonly Target[]): string {
  const rows = targets.map(({ target, kind, comments, why }) => [clean(target), kind, String(comments), why] as const);
  const [names, kinds, counts] = [0, 1, 2].map((c) => Math.max(0, ...rows.map((row) => row[c]!.length)));
  return rows
    .map(
      ([name, kind, count, why]) =>
        `${name.padEnd(names!)}  ${kind.padEnd(kinds!)}  ${count.padStart(counts!)}  ${why}`,
    )
    .join('\n');
}
