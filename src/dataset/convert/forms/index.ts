import { decodeStream, isRecord } from '../../../tables/index.ts';
import { openFile } from '../../rows/lines.ts';
import { readError, readRecords } from '../../rows/record-files.ts';
import type { Form, SourceOptions } from '../source.ts';
import { argilla } from './argilla.ts';
import { doccano, startsAsFastText } from './doccano.ts';
import { inception } from './inception.ts';
import { labelStudio } from './label-studio.ts';
import { prodigy } from './prodigy.ts';
import { spacy } from './spacy.ts';
import { table } from './table.ts';

/** The forms in which people keep labelled comments; a further one is a file beside these and a name in this list. */
export const FORMS: readonly Form[] = [table, labelStudio, doccano, prodigy, argilla, inception, spacy];

/** What tells an export from other records, the surer first. */
const SIGNS: readonly (readonly [Form, (fields: Readonly<Record<string, unknown>>) => boolean])[] = [
  [
    labelStudio,
    ({ data, annotations, annotation_id: id }) => (isRecord(data) && Array.isArray(annotations)) || id !== undefined,
  ],
  [prodigy, ({ answer, _input_hash: hash }) => answer !== undefined || hash !== undefined],
  [
    argilla,
    ({ responses, annotation, annotation_agent: agent, ...rest }) =>
      isRecord(responses) ||
      (annotation !== undefined && agent !== undefined) ||
      Object.keys(rest).some((name) => name.endsWith('.responses')),
  ],
  [
    spacy,
    ({ cats, ents, tokens, text }) =>
      text !== undefined && (isRecord(cats) || (Array.isArray(ents) && Array.isArray(tokens))),
  ],
  [
    doccano,
    ({ label, Comments: comments, entities }) =>
      Array.isArray(label) || comments !== undefined || Array.isArray(entities),
  ],
];

/** Returns the form of a file by its beginning; a table where no tool is recognised. Throws as `Form.open` does. */
export async function formOfFile(path: string, options: SourceOptions): Promise<Form> {
  const start = await startOf(path);
  if (start.startsWith('#FORMAT=WebAnno')) return inception;
  if (startsAsFastText(start)) return doccano;
  for await (const row of readRecords(path, [], options)) {
    if ('fields' in row) return SIGNS.find(([, recognizes]) => recognizes(row.fields))?.[0] ?? table;
  }
  return table;
}

async function startOf(path: string): Promise<string> {
  try {
    for await (const text of decodeStream(openFile(path))) return text.replace(/^\ufeff/, '');
    return '';
  } catch (cause) {
    throw readError(path, cause);
  }
}
