import { decodeStream, isRecord } from '../../../tables/index.ts';
import { openFile, readLines } from '../../rows/lines.ts';
import { type NamedRange, utf16Offsets, voteOf } from '../labels/rows.ts';
import { isLabel } from '../labels/words.ts';
import { annotatedForm, dataOf, eachRecord, type ReadAnnotated } from './annotated.ts';
import { cellOf, textOf } from './cells.ts';

/**
 * Exports of doccano: classification and sequence labelling, as JSON lines, JSON, CSV (names joined by `#`) and fastText. A
 * text without a name is one that has none of them. Offsets count code points, as Python does.
 */
export const doccano = annotatedForm('doccano', 'all.jsonl, or JSON, CSV or fastText', read);

async function* read(...[path, options]: Parameters<ReadAnnotated>): ReturnType<ReadAnnotated> {
  if (await isFastText(path)) {
    for await (const { text: written, number: line } of readLines(path)) {
      const { text, names } = fastText(written);
      yield { line, ...dataOf({ text }, options), votes: [names], ranges: [] };
    }
    return;
  }
  yield* readEach(path, options);
}

/** Reads a record, of any of its other forms. */
const readEach = eachRecord((fields, line, options) => {
  const data = dataOf(fields, options);
  const label = fields.label ?? fields.labels ?? fields.cats;
  const items = Array.isArray(label)
    ? label
    : textOf(label)
        .split('#')
        .filter((name) => name.trim() !== '');
  const ranges = rangesIn([...items, ...list(fields.entities)], data.text);
  const names = items.filter((item) => typeof item !== 'object').map(textOf);
  return { line, id: cellOf(fields, 'id') || undefined, ...data, votes: [voteOf(names, ranges)], ranges };
});

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Spans are `[start, end, name]`, or objects where relations are marked too. */
function rangesIn(items: readonly unknown[], text: string): NamedRange[] {
  const offset = utf16Offsets(text);
  return items.flatMap((item) => {
    const [start, end, name] = Array.isArray(item)
      ? item
      : isRecord(item)
        ? [item.start_offset, item.end_offset, item.label]
        : [];
    const isRange = typeof start === 'number' && typeof end === 'number';
    return isRange ? [{ start: offset(start), end: offset(end), name: textOf(name) }] : [];
  });
}

async function isFastText(path: string): Promise<boolean> {
  for await (const text of decodeStream(openFile(path))) return startsAsFastText(text);
  return false;
}

/** Says whether lines of a text start with labels, as fastText has them; doccano quotes some lines. */
export function startsAsFastText(text: string): boolean {
  return /^"?__label__\S/m.test(text.slice(0, SAMPLE));
}

const SAMPLE = 65_536;
/** Words of a name: doccano writes `personal insult` as it is, so that only its words tell where it ends. */
const MAX_WORDS = 3;

/** The labels of a line and the text behind them, without the comments that doccano puts behind that. */
function fastText(line: string): { readonly text: string; readonly names: string[] } {
  const unquoted = /^".*"$/s.test(line) ? line.slice(1, -1).replaceAll('""', '"') : line;
  const [labelled = ''] = unquoted.split(/\s__comment__/, 1);
  const parts = labelled.split(/(?:^|\s)__label__/);
  const last = parts.at(-1)!;
  if (parts.length === 1) return { text: last.trim(), names: [] };
  const words = last.split(' ');
  const known = Array.from({ length: MAX_WORDS }, (_, i) => words.slice(0, MAX_WORDS - i).join(' ')).find(isLabel);
  const name = known ?? words[0]!;
  return { text: last.slice(name.length).trim(), names: [...parts.slice(1, -1), name] };
}
