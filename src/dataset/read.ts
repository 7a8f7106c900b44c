import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { BelowTheLineError } from '../errors.ts';
import type { HeadName } from '../model/format.ts';
import {
  REPLY_LABELS,
  ReplyLabel,
  STANCE_LABELS,
  StanceLabel,
  TOXICITY_ATTRIBUTES,
  ToxicityAttribute,
} from '../schemas.ts';
import type { Example } from './encoded.ts';
import { seededRandom } from './random.ts';

const share = z.number().min(0).max(1);
const common = {
  text: z.string().min(1),
  /** Where the row comes from; sources may disagree on what a label means. */
  source: z.string().optional(),
  /** Article, topic or discussion: rows of one group stay on one side of a split. */
  group: z.string().optional(),
  weight: z.number().positive().optional(),
};

/** A row to train each head on. Columns that are not named here are left alone. */
export const TRAINING_ROWS = {
  /** `labels` holds what is known, as 0, 1 or the share of annotators; a missing attribute is unknown, not 0. */
  toxicity: z.object({ ...common, labels: z.partialRecord(ToxicityAttribute, share) }),
  /** `naturalTarget`: the same target as people write it, where `target` is a normalised form. */
  stance: z.object({
    ...common,
    target: z.string().min(1),
    naturalTarget: z.string().min(1).optional(),
    stance: StanceLabel,
  }),
  reply: z.object({ ...common, parent: z.string().min(1), stance: ReplyLabel }),
} as const;

/** A line that is not a row, with the place and the reason. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface DatasetFile {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
}

export interface Dataset {
  readonly examples: readonly Example[];
  readonly files: readonly DatasetFile[];
  readonly badRows: readonly BadRow[];
}

/** Of a line that is no row, at most this much is quoted. */
const QUOTED = 60;

/**
 * Reads labelled rows from JSON-lines files, gzip-compressed where the name ends in `.gz`. Lines that are no rows are
 * collected with their number and the rest is kept.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of a file is a row.
 */
export async function readDataset(head: HeadName, paths: readonly string[]): Promise<Dataset> {
  const examples: Example[] = [];
  const files: DatasetFile[] = [];
  const badRows: BadRow[] = [];
  for (const path of paths) {
    const before = examples.length;
    const badBefore = badRows.length;
    const sha256 = await eachLine(path, (line, number) => {
      const row = parseRow(head, line);
      if (typeof row === 'string') badRows.push({ file: path, line: number, message: row });
      else examples.push(...toExamples(head, row, basename(path)));
    });
    if (examples.length === before) {
      const first = badRows[badBefore];
      const reason = first === undefined ? 'the file is empty' : `line ${first.line}: ${first.message}`;
      throw new BelowTheLineError('invalid-input', `${path} holds no ${head} rows; ${reason}`);
    }
    files.push({ name: basename(path), sha256, rows: examples.length - before });
  }
  return { examples, files, badRows };
}

async function eachLine(path: string, take: (line: string, number: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const file = createReadStream(path);
  file.on('data', (chunk) => hash.update(chunk));
  const unzipped = path.endsWith('.gz') ? createGunzip() : null;
  // A stream's error would otherwise end the process: it is thrown where the lines are read.
  const failed = new Promise<never>((_, reject) => {
    file.on('error', reject);
    unzipped?.on('error', reject);
  });
  const input = unzipped === null ? file : file.pipe(unzipped);
  const read = (async () => {
    let number = 0;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') take(number === 1 ? line.replace(/^\ufeff/, '') : line, number);
    }
  })();
  try {
    await Promise.race([read, failed]);
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  return hash.digest('hex');
}

type Row = z.infer<(typeof TRAINING_ROWS)[HeadName]>;

function parseRow(head: HeadName, line: string): Row | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return `expected a JSON object, got ${JSON.stringify(line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line)}`;
  }
  const parsed = TRAINING_ROWS[head].safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ');
}

function toExamples(head: HeadName, row: Row, file: string): Example[] {
  const { text, source = file, group = '', weight = 1 } = row;
  const base = { text, source, group, weight };
  if (head === 'toxicity') {
    const { labels } = row as z.infer<typeof TRAINING_ROWS.toxicity>;
    return [{ ...base, against: '', targets: TOXICITY_ATTRIBUTES.map((attribute) => labels[attribute] ?? Number.NaN) }];
  }
  if (head === 'reply') {
    const { parent, stance } = row as z.infer<typeof TRAINING_ROWS.reply>;
    return [{ ...base, against: parent, targets: REPLY_LABELS.map((label) => Number(label === stance)) }];
  }
  const { target, naturalTarget, stance } = row as z.infer<typeof TRAINING_ROWS.stance>;
  const targets = STANCE_LABELS.map((label) => Number(label === stance));
  const forms = naturalTarget === undefined || naturalTarget === target ? [target] : [target, naturalTarget];
  return forms.map((against) => ({ ...base, against, targets, weight: weight / forms.length }));
}

/**
 * Holds out about `share` of the groups, chosen by the seed; rows without a group are groups of one.
 * @returns the rows to train on and the rows held out, each in its old order.
 */
export function splitByGroup(examples: readonly Example[], share: number, seed: number): [Example[], Example[]] {
  const random = seededRandom(seed);
  const sides = new Map<string, boolean>();
  const kept: Example[] = [];
  const heldOut: Example[] = [];
  for (const example of examples) {
    const key = example.group === '' ? `text ${example.text}` : `group ${example.group}`;
    let out = sides.get(key);
    if (out === undefined) {
      out = random() < share;
      sides.set(key, out);
    }
    (out ? heldOut : kept).push(example);
  }
  return [kept, heldOut];
}
