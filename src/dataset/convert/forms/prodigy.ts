import { isRecord } from '../../../tables/index.ts';
import { readRecords } from '../../rows/record-files.ts';
import { type NamedRange, utf16Offsets, voteOf } from '../labels/rows.ts';
import { annotatedForm, dataOf, type ReadAnnotated } from './annotated.ts';
import { cellOf, textOf } from './cells.ts';

/**
 * What `prodigy db-out` writes: binary answers (`label` with accept or reject), choices (`accept`) and spans. Ignored ones are
 * left out. Offsets count code points, as Python does.
 */
export const prodigy = annotatedForm('prodigy', 'db-out.jsonl', read);

async function* read(...[path, options]: Parameters<ReadAnnotated>): ReturnType<ReadAnnotated> {
  for await (const row of readRecords(path, [], options)) {
    if ('message' in row) {
      yield row;
      continue;
    }
    const { line, fields } = row;
    const { answer = 'accept', label, accept, spans } = fields;
    if (answer === 'ignore' || (answer === 'reject' && label === undefined)) {
      yield { line, message: `was answered with ${textOf(answer)}` };
      continue;
    }
    const data = dataOf(fields, options);
    const id = cellOf(fields, '_input_hash') || undefined;
    if (label !== undefined && accept === undefined) {
      const names = answer === 'accept' ? [textOf(label)] : [];
      yield { line, id, ...data, votes: [names], ranges: [], judged: [textOf(label)] };
      continue;
    }
    const names = Array.isArray(accept) ? accept.map(textOf) : [];
    const ranges = rangesIn(spans, data.text);
    yield { line, id, ...data, votes: [voteOf(names, ranges)], ranges };
  }
}

/** Returns the ranges of a list of `{start, end, label}` in code points. */
export function rangesIn(spans: unknown, text: string): NamedRange[] {
  const offset = utf16Offsets(text);
  return (Array.isArray(spans) ? spans : []).flatMap((span) =>
    isRecord(span) && typeof span.start === 'number' && typeof span.end === 'number'
      ? [{ start: offset(span.start), end: offset(span.end), name: textOf(span.label) }]
      : [],
  );
}
