// Prints the man page of btl, made from its commands: `npm run man` writes it to man/btl.1.
import { readFileSync } from 'node:fs';
import { EXAMPLES } from '../dist/cli/examples.js';
import { createProgram } from '../dist/cli/program.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const EXIT_STATUS = [
  ['0', 'Done.'],
  ['1', 'Failed; standard error says why.'],
  ['2', 'Called in a way that it cannot be.'],
];
const ENVIRONMENT = [
  ['NO_COLOR', 'Set to anything: no colours.'],
  [
    'FORCE_COLOR',
    'Set to 0 or false: no colours; to anything else: colours in files and pipes too. It decides over NO_COLOR.',
  ],
  ['TERM', 'Where it is dumb, there are no colours and no bars.'],
  ['BTL_TRACE', 'Set to anything: an error that is one of btl itself is shown with where it arose.'],
];

const program = await createProgram();
const help = program.createHelp();

function page() {
  return [
    `.TH BTL 1 "" "below-the-line ${version}" "User Commands"`,
    '.SH NAME',
    'btl, below\\-the\\-line \\- read the comments under an article: where each one stands, and how toxic it is',
    '.SH SYNOPSIS',
    '.B btl',
    '.I command',
    '[\\fIoption\\fR ...] [\\fIargument\\fR ...]',
    '.SH DESCRIPTION',
    'Everything runs on this machine, with the model that is in the package. Data goes to standard output, everything said to people to standard error.',
    '.SH COMMANDS',
    ...program.commands.flatMap((command) => commandLines(command, [command.name()])),
    '.SH "EXIT STATUS"',
    ...EXIT_STATUS.flatMap(([status, meaning]) => entry(status, meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => entry(name, meaning)),
    '.SH EXAMPLES',
    ...exampleLines(''),
  ];
}

function commandLines(command, path) {
  const words = command.registeredArguments.map((argument) => help.argumentTerm(argument));
  const usage = command.registeredArguments.map(({ required, variadic }, i) => {
    const name = `${words[i]}${variadic ? '...' : ''}`;
    return required ? name : `[${name}]`;
  });
  const kind = command.commands.length > 0 ? ['command'] : [];
  return [
    `.SS "btl ${path.join(' ')}${[' [options]', ...kind, ...usage].join(' ')}"`.replaceAll('-', '\\-'),
    text(command.description()),
    ...help.visibleArguments(command).flatMap((argument) => entry(argument.name(), help.argumentDescription(argument))),
    ...help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .flatMap((option) => entry(option.flags, help.optionDescription(option))),
    ...exampleLines(path.join(' ')),
    ...command.commands.flatMap((inner) => commandLines(inner, [...path, inner.name()])),
  ];
}

const entry = (term, meaning) => ['.TP', `.B ${text(term)}`, text(meaning)];

const exampleLines = (path) => ['.PP', '.EX', ...(EXAMPLES[path] ?? []).map(text), '.EE'];

/** Returns a line of text in which roff sees nothing of its own. */
function text(line) {
  const safe = line.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq').replaceAll('’', '\\(cq');
  return /^[.']/.test(safe) ? `\\&${safe}` : safe;
}

process.stdout.write(`${page().join('\n')}\n`);
