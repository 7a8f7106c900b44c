import { type CompletedCommand, type CompletedOption, everyCommand, PROGRAM_NAMES, type Wanted } from './tree.ts';

/** Returns the completions for fish, 3.0 and later. */
export function fishCompletion(program: CompletedCommand): string {
  const commands = everyCommand(program);
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => quoted(at(path)));
  return `# Completions of btl for fish, made by: btl completion fish
function __btl_path
    set -l path ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$path $word" ${paths.join(' ')}
            set path "$path $word"
        end
    end
    echo "$path"
end
function __btl_at
    test (__btl_path) = "$argv[1]"
end
for program in ${PROGRAM_NAMES.join(' ')}
    complete -c $program -f
${commands
  .flatMap(linesOf)
  .map((line) => `    complete -c $program ${line}`)
  .join('\n')}
end
`;
}

const at = (path: readonly string[]) => path.map((word) => ` ${word}`).join('');

function linesOf({ path, commands, options, arguments: wanted }: CompletedCommand): string[] {
  const here = `-n ${quoted(`__btl_at ${quoted(at(path))}`)}`;
  return [
    ...commands.map((inner) => `${here} -a ${inner.path.at(-1)} -d ${quoted(inner.description)}`),
    ...(wanted === null ? [] : [`${here} ${suggested(wanted)}`]),
    ...options.map((option) => `${here} ${namesOf(option)}${wordsFor(option.value)} -d ${quoted(option.description)}`),
  ];
}

const namesOf = ({ flags }: CompletedOption) =>
  flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');

const wordsFor = (value: Wanted | null) => (value === null ? '' : ` -r ${suggested(value)}`);

const suggested = (wanted: Wanted) =>
  wanted === 'file' ? '-F' : wanted === 'anything' ? '-f' : `-f -a ${quoted(wanted.join(' '))}`;

/** Within single quotes, fish knows backslashes and single quotes alone. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
