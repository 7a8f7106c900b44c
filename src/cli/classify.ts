import { once } from 'node:events';
import { Command } from 'commander';
import { type Classifier, loadClassifier } from '../classifier.ts';
import { notAnObject, readLines } from '../dataset/lines.ts';
import { BelowTheLineError } from '../errors.ts';
import { MOST_REPORTS, say } from './io.ts';

/** A longer line is no comment; it is reported and passed over. */
const LONGEST_LINE = 16 * 1024 * 1024;

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
  let bad = 0;
  for await (const { text, number } of readLines(file === '-' ? process.stdin : file)) {
    const result = classifyLine(classifier, text);
    if (typeof result === 'string') {
      bad++;
      if (bad <= MOST_REPORTS) say(`btl: ${file === '-' ? 'standard input' : file} line ${number}: ${result}`);
      if (bad === MOST_REPORTS) say('btl: further lines that are no comments are counted, not shown');
    } else if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
  }
  return bad;
}

function classifyLine(classifier: Classifier, line: string): object | string {
  if (line.length > LONGEST_LINE) return `has ${line.length} characters, expected at most ${LONGEST_LINE}`;
  try {
    const row = JSON.parse(line);
    return { ...row, classification: classifier.classify(row) };
  } catch (error) {
    if (error instanceof BelowTheLineError) return error.message;
    return notAnObject(line);
  }
}
