import { type CompletedCommand, type CompletedOption, everyCommand, PROGRAM_NAMES, type Wanted } from './tree.ts';

/** Returns the completions for zsh, 5.0 and later: a function for each command. */
export function zshCompletion(program: CompletedCommand): string {
  return `#compdef ${PROGRAM_NAMES.join(' ')}
# Completions of btl for zsh, made by: btl completion zsh
${everyCommand(program).map(functionFor).join('\n')}
if [ "$funcstack[1]" = _btl ]; then _btl "$@"; else compdef _btl ${PROGRAM_NAMES.join(' ')}; fi
`;
}

const nameOf = (path: readonly string[]) => ['_btl', ...path].join('_');

function functionFor({ path, commands, options, arguments: wanted }: CompletedCommand): string {
  const specs = options.map(optionSpec);
  const name = nameOf(path);
  if (commands.length === 0) {
    const own = wanted === null ? [] : [quoted(`*:${wanted === 'file' ? 'file' : 'argument'}:${suggested(wanted)}`)];
    return `${name}() {\n  _arguments -s -S ${[...specs, ...own].join(' \\\n    ')}\n}`;
  }
  const names = commands.map((inner) => `${inner.path.at(-1)}\\:${quotedWithin(inner.description)}`);
  return `${name}() {
  local state line
  _arguments -C -s -S ${[...specs, quoted(`1:command:((${names.join(' ')}))`), "'*::argument:->rest'"].join(' \\\n    ')}
  case "$state:$line[1]" in
${commands.map((inner) => `    rest:${inner.path.at(-1)}) ${nameOf(inner.path)} ;;`).join('\n')}
  esac
}`;
}

function optionSpec({ flags, description, value, isRepeated }: CompletedOption): string {
  const value_ = value === null ? '' : `:${flags.at(-1)!.replace(/^-+/, '')}:${suggested(value)}`;
  const tail = quoted(`[${description.replace(/[\\[\]:]/g, '\\$&')}]${value_}`);
  // An option that takes several values may stand again; of the others one is enough, whichever form it has.
  const alone = isRepeated ? "'*'" : quoted(`(${flags.join(' ')})`);
  const forms = flags.map((flag) => (value !== null && flag.startsWith('--') ? `${flag}=` : flag));
  return forms.length === 1 ? `${alone}${forms[0]}${tail}` : `${alone}{${forms.join(',')}}${tail}`;
}

const suggested = (wanted: Wanted) =>
  wanted === 'file' ? '_files' : wanted === 'anything' ? ' ' : `(${wanted.join(' ')})`;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
/** A description within the list of a spec. */
const quotedWithin = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '\\$&');
