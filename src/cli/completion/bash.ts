import { type CompletedCommand, everyCommand, PROGRAM_NAMES, type Wanted } from './tree.ts';

/**
 * Returns the completions for bash, 3.2 and later. Where no words are suggested, bash names files by itself.
 */
export function bashCompletion(program: CompletedCommand): string {
  const commands = everyCommand(program);
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => `' ${path.join(' ')}'`);
  return `# Completions of btl for bash, made by: btl completion bash
_btl() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} path= words= i
  # "=" is a word of its own here.
  if [ "$word" = = ]; then word=; elif [ "$before" = = ]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${paths.join('|')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$path $before" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${commands.map(wordsCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _btl ${PROGRAM_NAMES.join(' ')}
`;
}

const at = (path: readonly string[]) => path.map((word) => ` ${word}`).join('');

function valueCases({ path, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) =>
    value === null
      ? []
      : [`    ${flags.map((flag) => `'${at(path)} ${flag}'`).join('|')}) ${suggested(value)}; return ;;`],
  );
}

const suggested = (value: Wanted) =>
  typeof value === 'string' ? ':' : `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$word"))`;

/** Files are named where nothing is suggested, so options are suggested only behind a dash. */
function wordsCase({ path, commands, options, arguments: wanted }: CompletedCommand): string {
  const names = [...commands.map((command) => command.path.at(-1)!), ...(Array.isArray(wanted) ? wanted : [])];
  const flags = options.flatMap((option) => option.flags);
  const plain = names.length === 0 ? '' : `words='${names.join(' ')}'; `;
  return `    '${at(path)}') ${plain}case "$word" in -*) words='${flags.join(' ')}' ;; esac ;;`;
}
