import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { checkedRows, openSource } from '../dataset/convert/convert.ts';
import { CORPORA, FORMS, type SourceOptions } from '../dataset/index.ts';
import { BelowTheLineError } from '../errors.ts';
import { dialectOf } from '../tables/index.ts';
import { UsageError } from './arguments.ts';
import { MAX_REPORTS, say } from './io.ts';
import { streamOut } from './output.ts';
import { renderPreview } from './render-dataset.ts';

interface Options {
  readonly map: Readonly<Record<string, string>>;
  readonly values: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly preview?: boolean;
}

const KINDS = [...FORMS, ...CORPORA];
const names = KINDS.map(({ name }) => name).join(', ');

/** Makes the command `btl dataset convert`. */
export const convertCommand = () =>
  new Command('convert')
    .description('Turn a table, the export of a labelling tool or a public corpus into JSON lines on standard output.')
    .argument('<kind>', `${names}; or a file at once, whose form is then told by what stands in it`)
    .argument('[file...]', `its files: ${KINDS.map(({ name, files }) => `${name}: ${files}`).join('; ')}`)
    .option(
      '--map <field=column...>',
      'which column holds text, target, parent, stance, group, toxicity, …',
      addPair,
      {},
    )
    .option(
      '--values <field:value=label...>',
      'what values mean, toxicity:bad=1, or a scale, toxicity:0..5',
      addText,
      [],
    )
    .option('--set <field=text...>', 'what every row has: source, group, target or parent', addPair, {})
    .option('--delimiter <character>', 'what separates cells (default: what the table shows)')
    .option('--encoding <label>', 'encoding of the file (default: what the bytes show)', encodingLabel)
    .option('--preview', 'say what the labels are read as, and write nothing')
    .action(convert);

async function convert(kindOrFile: string, rest: readonly string[], options: Options): Promise<void> {
  const kind = KINDS.find(({ name }) => name === kindOrFile) ?? null;
  const files = kind === null ? [kindOrFile, ...rest] : rest;
  if (kind === null && !existsSync(kindOrFile))
    throw new UsageError(`${JSON.stringify(kindOrFile)} is neither a file nor one of ${names}`);
  if (files.length === 0) throw new UsageError(`${kindOrFile} needs a file`);
  const { preview, rows } = await openSource(kind, files, sourceOptions(options));
  if (preview !== null) say(renderPreview(preview));
  if (options.preview === true) return;
  let [written, bad] = [0, 0];
  for await (const converted of checkedRows(rows)) {
    if ('message' in converted) {
      bad++;
      if (bad <= MAX_REPORTS) say(`btl: ${converted.message}`);
      continue;
    }
    written++;
    await streamOut(`${converted.json}\n`);
  }
  say(`${written} rows converted, ${bad} left out`);
  if (written === 0) {
    throw new BelowTheLineError('invalid-input', `${files.map((file) => basename(file)).join(', ')} gave no rows`);
  }
}

function sourceOptions({ map, values, set, delimiter, encoding }: Options): SourceOptions {
  return {
    columns: map,
    values,
    fixed: set,
    encoding,
    ...(delimiter !== undefined && { dialect: dialectOf(delimiter === '\\t' ? '\t' : delimiter) }),
  };
}

const addText = (text: string, texts: readonly string[]): readonly string[] => [...texts, text];

/** Returns the pairs so far with one more, from `field=text`. */
function addPair(text: string, pairs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [field, ...value] = text.split('=');
  if (field === undefined || field === '' || value.length === 0)
    throw new InvalidArgumentError(`expected field=text, got ${JSON.stringify(text)}`);
  return { ...pairs, [field]: value.join('=') };
}

function encodingLabel(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new InvalidArgumentError(`expected an encoding such as windows-1252, got ${JSON.stringify(label)}`);
  }
}
