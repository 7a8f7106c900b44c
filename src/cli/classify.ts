import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { type Classifier, loadClassifier } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { say } from './io.ts';

/** A longer line is no comment; it is reported and passed over. */
const LONGEST_LINE = 16 * 1024 * 1024;
const MOST_REPORTS = 20;

export const classifyCommand = () =>
  new Command('classify')
    .description('Judge comments as they stream by: a JSON line in, a JSON line out, in order.')
    .argument('[file]', 'lines of {"text", "target"?, "parent"?, …}, or - for standard input', '-')
    .option('-m, --model <folder>', 'model to use (default: the one in the package)')
    .action(async (file: string, { model }: { model?: string }) => {
      const classifier = await loadClassifier(model === undefined ? {} : { model });
      const bad = await classifyLines(classifier, file);
      if (bad > 0)
        throw new BelowTheLineError(
          'invalid-input',
          `${bad} ${bad === 1 ? 'line was' : 'lines were'} no comment; all others are classified`,
        );
    });

/** Every line keeps its other fields, so that results find their way back to where they came from. */
async function classifyLines(classifier: Classifier, file: string): Promise<number> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const failed = once(input, 'error').then(([cause]) => {
    throw new BelowTheLineError('file', `cannot read ${file}: ${(cause as Error).message}`, { cause });
  });
  const work = (async () => {
    let bad = 0;
    let number = 0;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === '') continue;
      const result = classifyLine(classifier, number === 1 ? line.replace(/^\ufeff/, '') : line);
      if (typeof result === 'string') {
        bad++;
        if (bad <= MOST_REPORTS) say(`btl: ${file === '-' ? 'standard input' : file} line ${number}: ${result}`);
        if (bad === MOST_REPORTS) say('btl: further lines that are no comments are counted, not shown');
        continue;
      }
      if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
    }
    return bad;
  })();
  return Promise.race([work, failed]);
}

function classifyLine(classifier: Classifier, line: string): object | string {
  if (line.length > LONGEST_LINE) return `has ${line.length} characters, expected at most ${LONGEST_LINE}`;
  try {
    const row = JSON.parse(line);
    return { ...row, classification: classifier.classify(row) };
  } catch (error) {
    if (error instanceof BelowTheLineError) return error.message;
    return `expected a JSON object, got ${JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line)}`;
  }
}
