#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { BelowTheLineError } from '../errors.ts';
import { analyzeCommand } from './analyze.ts';
import { classifyCommand } from './classify.ts';
import { datasetCommand } from './dataset.ts';
import { evaluateCommand } from './evaluate.ts';
import { extractCommand } from './extract.ts';
import { packageVersion, say } from './io.ts';
import { reportCommand } from './report.ts';
import { serveCommand } from './serve.ts';
import { thresholdCommand } from './threshold.ts';
import { trainCommand } from './train.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const FAILED = 1;
const WRONG_USAGE = 2;

const program = new Command('btl')
  .description('Reads the comments under an article: where each one stands, and how toxic it is.')
  .version(packageVersion())
  .showHelpAfterError('(btl --help shows what there is)')
  .exitOverride();
for (const command of [
  extractCommand,
  analyzeCommand,
  classifyCommand,
  reportCommand,
  serveCommand,
  thresholdCommand,
  trainCommand,
  evaluateCommand,
  datasetCommand,
]) {
  program.addCommand(withExitCodes(command()));
}

// A reader that has seen enough (`btl … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Commands throw where they would exit, at every depth. */
function withExitCodes(command: Command): Command {
  command.exitOverride().copyInheritedSettings(program);
  for (const inner of command.commands) withExitCodes(inner);
  return command;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (!(error instanceof BelowTheLineError)) throw error;
  say(`btl: ${error.message}`);
  return FAILED;
}
