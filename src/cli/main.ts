#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { BelowTheLineError } from '../errors.ts';
import { UsageError } from './arguments.ts';
import { say } from './io.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const FAILED = 1;
const WRONG_USAGE = 2;

/** Only the command that is called is loaded: what others need takes longer to load than many answers take. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  extract: async () => (await import('./extract.ts')).extractCommand(),
  analyze: async () => (await import('./analyze.ts')).analyzeCommand(),
  targets: async () => (await import('./targets.ts')).targetsCommand(),
  classify: async () => (await import('./classify.ts')).classifyCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  label: async () => (await import('./label.ts')).labelCommand(),
  threshold: async () => (await import('./threshold.ts')).thresholdCommand(),
  train: async () => (await import('./train.ts')).trainCommand(),
  evaluate: async () => (await import('./evaluate.ts')).evaluateCommand(),
  compare: async () => (await import('./compare.ts')).compareCommand(),
  release: async () => (await import('./release.ts')).releaseCommand(),
  dataset: async () => (await import('./dataset.ts')).datasetCommand(),
  worker: async () => (await import('./worker.ts')).workerCommand(),
};

/** Commands of earlier versions, each with what it is called now. */
const OLD_COMMANDS: Readonly<Record<string, string>> = { finish: 'release' };

const program = new Command('btl')
  .description('Reads the comments under an article: where each one stands, and how toxic it is.')
  .version(packageVersion())
  .showHelpAfterError('(btl --help shows the commands, btl COMMAND --help their options)')
  .exitOverride();
for (const load of commandsFor(process.argv[2])) program.addCommand(withExitCodes(await load()));

// A reader that has seen enough (`btl … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  const [, , name = ''] = process.argv;
  if (Object.hasOwn(OLD_COMMANDS, name)) throw new UsageError(`${name} is now ${OLD_COMMANDS[name]}`);
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** The command that is named; none for the version; all of them for help, and for a name that is none. */
function commandsFor(name: string | undefined) {
  if (name === '--version' || name === '-V') return [];
  return name !== undefined && Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
}

/** Commands throw where they would exit, at every depth. */
function withExitCodes(command: Command): Command {
  command.exitOverride().copyInheritedSettings(program);
  for (const inner of command.commands) withExitCodes(inner);
  return command;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (!(error instanceof BelowTheLineError || error instanceof UsageError)) throw error;
  say(`btl: ${error.message}`);
  return error instanceof UsageError ? WRONG_USAGE : FAILED;
}

function packageVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
