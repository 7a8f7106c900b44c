import { type BadRow, isRecord } from '../../../tables/index.ts';
import { type Annotated, voteOf } from '../labels/rows.ts';
import type { SourceOptions } from '../source.ts';
import { annotatedForm, dataOf, eachRecord, type Fields } from './annotated.ts';
import { cellOf } from './cells.ts';
import { rangesIn } from './prodigy.ts';

/** From here on a category counts as named: what a document has is said by its share. */
const MIN_SHARE = 0.5;

/**
 * Documents of spaCy as JSON, as `doc.to_json()` writes each of a DocBin: categories with their shares, entities and span
 * groups. Offsets count code points, as Python does.
 */
export const spacy = annotatedForm(
  'spacy',
  'docs.jsonl, one doc.to_json() a line, or a JSON list of them',
  eachRecord(read),
);

function read(fields: Fields, line: number, options: SourceOptions): Annotated | BadRow {
  const data = dataOf(fields, options);
  const cats = Object.entries(isRecord(fields.cats) ? fields.cats : {}).map(
    ([name, value]) => [name, Number(value)] as const,
  );
  const groups = isRecord(fields.spans) ? Object.values(fields.spans) : [];
  const ranges = [fields.ents, ...groups].flatMap((spans) => rangesIn(spans, data.text));
  const names = cats.filter(([, share]) => share >= MIN_SHARE).map(([name]) => name);
  const shares = cats.length === 0 ? {} : { shares: Object.fromEntries(cats), judged: cats.map(([name]) => name) };
  return { line, id: cellOf(fields, 'id') || undefined, ...data, votes: [voteOf(names, ranges)], ranges, ...shares };
}
