import { Command, InvalidArgumentError } from 'commander';
import type { ScorerOptions } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { frameOf } from './answer-frame.ts';
import { UsageError, wholeNumber } from './arguments.ts';
import type { BatchResult } from './classify-batch.ts';
import { openComments } from './classify-input.ts';
import { streamProgress } from './classify-progress.ts';
import type { Columns } from './classify-reading.ts';
import { startWorkers } from './classify-threads.ts';
import { MAX_REPORTS, say } from './io.ts';
import { mapInOrder } from './ordered.ts';
import { streamOut } from './output.ts';
import { NOTHING_WRITTEN, type Output, reopen, skipDone } from './resume.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends ScorerOptions, Columns {
  readonly threads: number;
  readonly resume?: string;
  readonly skipBad?: boolean;
  readonly progress: boolean;
}

/** More threads than any machine has cores are a typing error. */
const MAX_THREADS = 1024;

const FURTHER = 'btl: further lines that are no comments are counted, not shown';

/** Makes the command `btl classify`. */
export const classifyCommand = () =>
  withScorers(new Command('classify'))
    .description(
      'Classify comments as they stream by: a JSON line in, a JSON line out; a table in, a table out. In order.',
    )
    .argument(
      '[file]',
      'lines of {"text", "target"?, "parent"?, …}, or CSV, TSV or JSON, .gz too, or - for standard input',
      '-',
    )
    .option(
      '--text <field>',
      'field or column with the texts (default: text, or the one that is named so and holds words)',
    )
    .option('--target <field>', 'field or column with what to measure the stance towards')
    .option('--parent <field>', 'field or column with the text of the comment that is answered')
    .option('-j, --threads <n>', 'threads to classify on', threadCount, 1)
    .option('-r, --resume <file>', 'write to this file, and go on behind what an earlier run wrote to it')
    .option('--skip-bad', 'lines that are no comments are reported, and are no reason to fail')
    .option('--no-progress', 'do not say how far it is')
    .action(classify);

async function classify(file: string, options: Options): Promise<void> {
  const { threads, resume, model, encoder, text, target, parent } = options;
  const output = resume === undefined ? standardOutput : await reopen(resume);
  const workers = await startWorkers(threads, { model, encoder });
  const toTerminal = resume === undefined && process.stdout.isTTY;
  const progress = options.progress ? await streamProgress(toTerminal, file !== '-') : null;
  const name = file === '-' ? 'standard input' : file;
  const report = reporter(name);
  try {
    const { batches, shareRead, reading, note } = await openComments(file, { text, target, parent }, report.bad);
    if (resume !== undefined && reading.form !== 'lines')
      throw new UsageError('--resume goes on with JSON lines, and this is another form');
    if (note !== null) say(`btl: ${note}`);
    const frame = frameOf(reading);
    const undone = skipDone(batches, output.written, reading, name);
    await mapInOrder(undone, workers.most, workers.work, async (result) => {
      report.add(result);
      const bytes = frame.framed(result.output);
      if (bytes.length > 0) await output.write(bytes);
      progress?.show(report.comments(), shareRead());
    });
    const end = frame.end();
    if (end.length > 0) await output.write(end);
    output.end();
  } finally {
    progress?.end();
    await Promise.all([output.close(), workers.close()]);
  }
  const message = report.verdict();
  if (message === null) return;
  if (!options.skipBad) throw new BelowTheLineError('invalid-input', message);
  say(`btl: ${message}`);
}

const standardOutput: Output = {
  written: NOTHING_WRITTEN,
  write: streamOut,
  end: () => {},
  close: async () => {},
};

/** Counts lines over batches, and names those that are no comments. */
function reporter(name: string) {
  let [lines, comments, bad] = [0, 0, 0];
  const named = (line: number, message: string) => {
    if (bad < MAX_REPORTS) say(`btl: ${name} line ${line}: ${message}`);
  };
  return {
    comments: () => comments,
    /** A record that is none, by the line of the file. */
    bad: (line: number, message: string) => {
      named(line, message);
      bad++;
      if (bad === MAX_REPORTS) say(FURTHER);
    },
    add: (batch: BatchResult) => {
      if (batch.differs !== null) {
        throw new BelowTheLineError(
          'invalid-input',
          `cannot resume: the last answer was not given to ${name} line ${lines + batch.differs} by this model`,
        );
      }
      for (const { line, message } of batch.problems.slice(0, Math.max(0, MAX_REPORTS - bad)))
        say(`btl: ${name} line ${lines + line}: ${message}`);
      if (bad < MAX_REPORTS && bad + batch.bad >= MAX_REPORTS) say(FURTHER);
      lines += batch.lines;
      comments += batch.comments;
      bad += batch.bad;
    },
    verdict: () =>
      bad === 0 ? null : `${bad} ${bad === 1 ? 'line was' : 'lines were'} no comment; all others are classified`,
  };
}

function threadCount(text: string): number {
  const count = wholeNumber(text);
  if (count >= 1 && count <= MAX_THREADS) return count;
  throw new InvalidArgumentError(`expected 1 to ${MAX_THREADS} threads, got ${JSON.stringify(text)}`);
}
