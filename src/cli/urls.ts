import type { Command } from 'commander';
import { UsageError } from './arguments.ts';

const URL_LIKE = /^(?:(?:https?|ftp|file):\/\/|www\.)\S+$/i;
/** Options whose value is a name of files. */
const OF_FILES = /<(file|folder)\b/;

/**
 * Fetching pages is left to programs that do it well.
 * @param args how the command was called
 * @throws UsageError with the line to use, where an address stands in the place of a file
 */
export function rejectUrls(command: Command, args: readonly string[]): void {
  const named = command.args.find((argument) => URL_LIKE.test(argument));
  if (named !== undefined) throw new UsageError(`nothing is fetched here: ${lineFor(command, named, args)}`);
  for (const option of command.options.filter(({ flags }) => OF_FILES.test(flags))) {
    const url = [command.getOptionValue(option.attributeName())].flat().find((value) => URL_LIKE.test(`${value}`));
    if (url !== undefined)
      throw new UsageError(`nothing is fetched here, and ${option.long} takes a file: ${download(`${url}`)}`);
  }
}

function lineFor(command: Command, url: string, args: readonly string[]): string {
  const readsInput = command.registeredArguments.some(({ description }) => description.includes('standard input'));
  if (!readsInput || command.args.length > 1) return download(url);
  const hasUrl = command.options.some(({ long }) => long === '--url') && command.getOptionValue('url') === undefined;
  const call = args.flatMap((argument) =>
    argument === url ? ['-', ...(hasUrl ? ['--url', quoted(url)] : [])] : quoted(argument),
  );
  return `curl -fsSL ${quoted(url)} | btl ${call.join(' ')}`;
}

const download = (url: string) => `curl -fsSLO ${quoted(url)} saves it, then name the file`;

/** Returns a word as a POSIX shell takes it. */
const quoted = (word: string) => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
