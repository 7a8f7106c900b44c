import { createRequire } from 'node:module';
import { Command } from 'commander';
import { withExamples } from './examples.ts';
import { rejectUrls } from './urls.ts';

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
  completion: async () => (await import('./completion.ts')).completionCommand(createProgram),
};

/** Returns the program as it is called by `args`: with the command that is named, or with all of them where help may be needed. */
export async function createProgram(args: readonly string[] = []): Promise<Command> {
  const program = new Command('btl')
    .description('Reads the comments under an article: where each one stands, and how toxic it is.')
    .version(packageVersion())
    .showHelpAfterError('(btl --help shows the commands, btl COMMAND --help their options)')
    .exitOverride()
    .hook('preAction', (_, command) => rejectUrls(command, args));
  for (const load of commandsFor(args[0])) program.addCommand(withExitCodes(await load(), program));
  return withExamples(program);
}

/** The command that is named; none for the version; all of them for help, and for a name that is none. */
function commandsFor(name: string | undefined) {
  if (name === '--version' || name === '-V') return [];
  return name !== undefined && Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
}

/** Commands throw where they would exit, at every depth. */
function withExitCodes(command: Command, program: Command): Command {
  command.exitOverride().copyInheritedSettings(program);
  for (const inner of command.commands) withExitCodes(inner, program);
  return command;
}

/** By the name of the package, wherever this code is bundled to. */
function packageVersion(): string {
  const load = createRequire(import.meta.url);
  return (load('below-the-line/package.json') as { version: string }).version;
}
