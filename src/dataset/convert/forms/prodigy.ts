import { type BadRow, isRecord } from '../../../tables/index.ts';
import { type Annotated, type NamedRange, utf16Offsets, voteOf } from '../labels/rows.ts';
import type { SourceOptions } from '../source.ts';
import { annotatedForm, dataOf, eachRecord, type Fields } from './annotated.ts';
import { cellOf, textOf } from './cells.ts';

/**
 * What `prodigy db-out` writes: binary answers (`label` with accept or reject), choices (`accept`) and spans. Ignored ones are
 * left out. Offsets count code points, as Python does.
 */
export const prodigy = annotatedForm('prodigy', 'db-out.jsonl', eachRecord(read));

function read(fields: Fields, line: number, options: SourceOptions): Annotated | BadRow {
  const { answer = 'accept', label, accept, spans } = fields;
  if (answer === 'ignore' || (answer === 'reject' && label === undefined)) {
    return { line, message: `was answered with ${textOf(answer)}` };
  }
  const data = dataOf(fields, options);
  const id = cellOf(fields, '_input_hash') || undefined;
  if (label !== undefined && accept === undefined) {
    const names = answer === 'accept' ? [textOf(label)] : [];
    return { line, id, ...data, votes: [names], ranges: [], judged: [textOf(label)] };
  }
  const names = Array.isArray(accept) ? accept.map(textOf) : [];
  const ranges = rangesIn(spans, data.text);
  return { line, id, ...data, votes: [voteOf(names, ranges)], ranges };
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
