import { Command, Option } from 'commander';
import * as z from 'zod/mini';
import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { readLines } from '../dataset/rows/lines.ts';
import { BelowTheLineError } from '../errors.ts';
import { matchThreshold, type ScorePair, thresholdForShare } from '../evaluate/matched-threshold.ts';
import { type Share, ToxicityAttribute } from '../schemas.ts';
import { wilson } from '../summary.ts';
import { shareNumber } from './arguments.ts';
import { MAX_REPORTS, print, say } from './io.ts';
import { withScorers } from './scorer-options.ts';
import { table } from './table.ts';

interface Options extends ScorerOptions {
  readonly attribute: ToxicityAttribute;
  readonly at: number;
  readonly share?: number;
}

/** A comment, with the score that another service gave it where that is known. */
const Row = z.object({
  text: z.string().check(z.minLength(1)),
  score: z.optional(z.number().check(z.gte(0), z.lte(1))),
});

const SHOWN = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/** Makes the command `btl threshold`. */
export const thresholdCommand = () =>
  withScorers(new Command('threshold'))
    .description('Find the score that flags as many comments here as another score did elsewhere.')
    .argument('<file>', 'lines of {"text", "score"?}: comments, with the scores that another service gave them')
    .addOption(
      new Option('-a, --attribute <name>', 'which score').choices(ToxicityAttribute.options).default('toxicity'),
    )
    .option('--at <score>', 'score that flagged a comment there', shareNumber, 0.8)
    .option('--share <share>', 'share of comments to flag, where no scores are known', shareNumber)
    .action(async (file: string, { attribute, at, share, ...scorers }: Options) => {
      const classifier = await loadClassifier(scorers);
      const rows: { readonly there: number | undefined; readonly here: number }[] = [];
      for (const { text, score } of await readRows(file)) {
        const { toxicity } = classifier.classify({ text });
        rows.push({ there: score, here: toxicity.scores[attribute] });
      }
      const scores = rows.map(({ here }) => here);
      print(`${rows.length} comments, ${attribute} of model ${classifier.model.version}; in brackets, 95% intervals`);
      print(flaggedTable(scores));
      if (share !== undefined)
        print(`${share} of the comments reach ${thresholdForShare(scores, share).toFixed(3)} here`);
      const both = rows.filter((row): row is ScorePair => row.there !== undefined);
      print(both.length === 0 ? NO_SCORES : matchLines(both, at));
    });

const NO_SCORES = 'No line has a "score" of another service: what flagged how many there cannot be said.';

function matchLines(comments: readonly ScorePair[], at: number): string {
  const match = matchThreshold(comments, at);
  if (match === null)
    return `Too few to say: ${at} there parts the ${comments.length} scored comments into fewer than 30 on one side.`;
  const { flagged, threshold, low, high, kept } = match;
  return [
    `${at} there flagged ${interval(flagged)} of ${comments.length} comments`,
    `${threshold.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}) here flags as many, and of those flagged there ${interval(kept)}`,
  ].join('\n');
}

function flaggedTable(scores: readonly number[]): string {
  const rows = SHOWN.map((at) => {
    const count = scores.filter((score) => score >= at).length;
    return [`${at}`, `${count}`, scores.length === 0 ? '–' : interval(wilson(count, scores.length))];
  });
  return table([['score', 'flagged', 'share'], ...rows]);
}

const interval = ({ share, low, high }: Share) => `${percent(share)} (${percent(low)} to ${percent(high)})`;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

async function readRows(file: string): Promise<z.infer<typeof Row>[]> {
  const rows: z.infer<typeof Row>[] = [];
  let bad = 0;
  for await (const { text, number } of readLines(file === '-' ? process.stdin : file)) {
    const row = parseRow(text);
    if (typeof row !== 'string') rows.push(row);
    else if (++bad <= MAX_REPORTS) say(`btl: ${file} line ${number}: ${row}`);
  }
  if (rows.length === 0)
    throw new BelowTheLineError('invalid-input', `${file} holds no comments: expected lines of {"text", "score"?}`);
  return rows;
}

function parseRow(line: string): z.infer<typeof Row> | string {
  try {
    const parsed = Row.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return 'expected a JSON object';
  }
}
