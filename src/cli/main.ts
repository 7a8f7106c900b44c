#!/usr/bin/env node
import { CommanderError } from 'commander';
import { BelowTheLineError } from '../errors.ts';
import { UsageError } from './arguments.ts';
import { say } from './io.ts';
import { createProgram } from './program.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const FAILED = 1;
const WRONG_USAGE = 2;

/** Commands of earlier versions, each with what it is called now. */
const OLD_COMMANDS: Readonly<Record<string, string>> = { finish: 'release' };

// A reader that has seen enough (`btl … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  say(`btl: cannot write to standard output: ${error.message}`);
  process.exit(FAILED);
});
// Nobody is left to tell.
process.stderr.on('error', () => {});
// What is thrown where nothing waits for it.
process.on('uncaughtException', (error) => {
  say(wordsFor(error));
  process.exit(FAILED);
});

try {
  const args = process.argv.slice(2);
  const [name = ''] = args;
  if (Object.hasOwn(OLD_COMMANDS, name)) throw new UsageError(`${name} is now ${OLD_COMMANDS[name]}`);
  await (await createProgram(args)).parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  say(wordsFor(error));
  return error instanceof UsageError ? WRONG_USAGE : FAILED;
}

/** What a person is told of an error: one line where it is theirs or the machine's, and where it arose if it is ours. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return `btl: ${error}`;
  if (error instanceof BelowTheLineError || error instanceof UsageError || 'syscall' in error)
    return `btl: ${error.message}`;
  if (process.env.BTL_TRACE !== undefined) return `btl: ${error.stack}`;
  const line = error.message.split('\n')[0];
  return `btl: this should not happen: ${error.name}: ${line} (BTL_TRACE=1 shows where it does; please report it)`;
}
