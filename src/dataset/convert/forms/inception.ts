import { decodeStream } from '../../../tables/index.ts';
import { openFile } from '../../rows/lines.ts';
import { type Annotated, type NamedRange, voteOf } from '../labels/rows.ts';
import { annotatedForm, type ReadAnnotated } from './annotated.ts';

/**
 * INCEpTION's WebAnno TSV 3: each sentence (`#Text=`) is a text, with the values of its span layers as names, on the whole
 * text or a part of it. Offsets count UTF-16 units of the document, as Java does.
 * https://inception-project.github.io/releases/36.0/docs/user-guide.html#sect_formats_webannotsv3
 */
export const inception = annotatedForm('inception', 'document.tsv', read);

/** A sentence as its lines come in. */
interface Block {
  readonly line: number;
  readonly text: string;
  readonly tokens: string[][];
}

async function* read(...[path, { fixed }]: Parameters<ReadAnnotated>): ReturnType<ReadAnnotated> {
  let block = null as Block | null;
  let number = 0;
  let textEnded = true;
  for await (const line of linesOf(path)) {
    number++;
    if (line.startsWith('#Text=')) {
      if (block !== null && block.tokens.length > 0) {
        yield annotated(block, fixed);
        block = null;
      }
      // A sentence with line feeds has a line `#Text=` for each of its own.
      const text = unescaped(line.slice(6));
      block =
        block === null || textEnded ? { line: number, text, tokens: [] } : { ...block, text: `${block.text}\n${text}` };
      textEnded = false;
    } else if (/^\d+-\d+(?:\.\d+)?\t/.test(line) && block !== null) {
      block.tokens.push(line.split('\t'));
      textEnded = true;
    }
  }
  if (block !== null && block.tokens.length > 0) yield annotated(block, fixed);
}

function annotated({ line, text, tokens }: Block, fixed: Readonly<Record<string, string>> = {}): Annotated {
  const origin = Number(tokens[0]![1]!.split('-')[0]);
  const open = new Map<string, NamedRange>();
  tokens.forEach(([, offsets = '', , ...values], i) => {
    const [start = 0, end = 0] = offsets.split('-').map((offset) => Number(offset) - origin);
    values.forEach((value, column) => {
      for (const one of value.split(/(?<!\\)\|/)) {
        const [, name = '', id] = /^(.*?)(?:\[(\d+)\])?$/s.exec(one)!;
        if (name === '_' || name === '' || name === '*') continue;
        // What has a number may go on at the next token; what has none ends with its own.
        const key = `${column} ${id ?? `token ${i}`} ${name}`;
        open.set(key, { start: open.get(key)?.start ?? start, end, name: unescaped(name) });
      }
    });
  });
  const ranges = [...open.values()];
  return {
    line,
    text,
    votes: [voteOf([], ranges)],
    ranges,
    ...(fixed.target !== undefined && { target: fixed.target }),
  };
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/gs, (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character);

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of decodeStream(openFile(path))) {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
