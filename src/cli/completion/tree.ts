import type { Command, Option } from 'commander';

/** What may stand where a word is wanted: one of some words, a file, or something that nobody can guess. */
export type Wanted = readonly string[] | 'file' | 'anything';

/** An option, as completions name it. */
export interface CompletedOption {
  /** As they are typed: `-f`, `--format`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null where it takes no value. */
  readonly value: Wanted | null;
  readonly isRepeated: boolean;
}

/** A command, as completions name it. */
export interface CompletedCommand {
  /** Its words behind `btl`: none, `analyze`, or `dataset check`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly commands: readonly CompletedCommand[];
  readonly options: readonly CompletedOption[];
  /** Null where it takes no arguments. */
  readonly arguments: Wanted | null;
}

/** Names under which the program is called. */
export const PROGRAM_NAMES = ['btl', 'below-the-line'] as const;

const OF_FILES = /[<[](file|folder)\b/;

/** Returns what completions name of a program. */
export function completedTree(command: Command, path: readonly string[] = []): CompletedCommand {
  const first = command.registeredArguments[0];
  return {
    path,
    description: command.description(),
    commands: command.commands.map((inner) => completedTree(inner, [...path, inner.name()])),
    options: [...command.createHelp().visibleOptions(command)].map(completedOption),
    arguments: first === undefined ? null : (first.argChoices ?? 'file'),
  };
}

/** Returns a command with all those within it, from the outside in. */
export const everyCommand = (command: CompletedCommand): CompletedCommand[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

function completedOption({
  short,
  long,
  description,
  required,
  optional,
  argChoices,
  flags,
  variadic,
}: Option): CompletedOption {
  const takesValue = required || optional;
  return {
    flags: [short, long].filter((flag) => flag != null),
    description,
    value: takesValue ? (argChoices ?? (OF_FILES.test(flags) ? 'file' : 'anything')) : null,
    isRepeated: variadic,
  };
}
