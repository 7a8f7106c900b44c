import { createHash } from 'node:crypto';
import { BelowTheLineError } from '../../errors.ts';
import { type BadRow, readRowFiles } from '../rows/files.ts';
import { parseAs } from '../rows/parse.ts';
import type { ReplyRow, StanceRow, ToxicityRow } from '../rows/training-rows.ts';
import { Reading } from './reading.ts';

/** A comment as it stands in its source. */
export interface SourceComment {
  readonly text: string;
  /** The comment that it answers; absent where it answers none. */
  readonly parent?: string | undefined;
  /** What was published as a target: by column. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Comments of a corpus or of a page, by id. */
export type Source = ReadonlyMap<string, SourceComment>;

/** Rows of readings with the texts that they were made of, by task, and what could not be joined. */
export interface JoinedReadings {
  readonly stance: readonly StanceRow[];
  readonly reply: readonly ReplyRow[];
  readonly toxicity: readonly ToxicityRow[];
  readonly problems: readonly BadRow[];
}

/** `source` of rows that were made from readings. */
export const READING_SOURCE = 'below-the-line-readings';

/** How much a label counts in training where a second reader could well have set another. */
const UNSURE_WEIGHT = 0.5;

/** Returns what a reading knows its text by: the first 16 hexadecimal digits of the SHA-256 of it without white space. */
export const textHash = (text: string): string =>
  createHash('sha256').update(text.replace(/\s+/g, '')).digest('hex').slice(0, 16);

/**
 * Puts readings and the texts that were read together, as rows to train on. A reading whose corpus is absent, or whose
 * text is not the one that was read, is left out and named.
 * @param openSource returns the comments of a corpus; called once for each
 * @param name `source` of the rows
 * @throws BelowTheLineError `file` when a file of readings cannot be read, `invalid-input` when one holds none.
 */
export async function joinReadings(
  paths: readonly string[],
  openSource: (corpus: string) => Promise<Source>,
  name: string = READING_SOURCE,
): Promise<JoinedReadings> {
  const read = await readRowFiles(paths, 'readings', (file) => {
    let line = 0;
    return (json) => {
      line++;
      const reading = parseAs(json, Reading);
      return typeof reading === 'string' ? reading : [{ file, line, reading }];
    };
  });
  const stance: StanceRow[] = [];
  const reply: ReplyRow[] = [];
  const toxicity: ToxicityRow[] = [];
  const problems: BadRow[] = [...read.badRows];
  const open = openOnce(openSource);
  for (const { file, line, reading } of read.rows) {
    try {
      const source = await open(reading.corpus);
      const comment = commentOf(reading, source);
      const base = { text: comment.text, source: name, group: reading.group };
      stance.push(...stanceRows(reading, comment, source, name));
      if (reading.reply !== null)
        reply.push({ ...base, id: reading.id, parent: parentOf(reading, comment), ...weighted(reading.reply) });
      const { toxicity: labels, toxicitySure, spans } = reading;
      const weight = toxicitySure ? {} : { weight: UNSURE_WEIGHT };
      if (labels !== null)
        toxicity.push({ ...base, id: reading.id, labels, ...(spans === undefined ? {} : { spans }), ...weight });
    } catch (error) {
      if (!(error instanceof BelowTheLineError)) throw error;
      problems.push({ file, line, message: `${reading.id}: ${error.message}` });
    }
  }
  return { stance, reply, toxicity, problems };
}

/** Returns a function that opens each corpus once; one that fails fails again, without another try. */
function openOnce(openSource: (corpus: string) => Promise<Source>): (corpus: string) => Promise<Source> {
  const opened = new Map<string, Promise<Source>>();
  return (corpus) => {
    if (!opened.has(corpus)) opened.set(corpus, openSource(corpus));
    return opened.get(corpus)!;
  };
}

function commentOf({ corpus, ref, sha256 }: Reading, source: Source): SourceComment {
  const comment = source.get(ref);
  if (comment === undefined) throw new BelowTheLineError('invalid-input', `${corpus} has no comment ${ref}`);
  const found = textHash(comment.text);
  if (found === sha256) return comment;
  throw new BelowTheLineError(
    'invalid-input',
    `${corpus} ${ref} is not the text that was read: its hash is ${found}, expected ${sha256}`,
  );
}

function parentOf({ corpus, ref }: Reading, { parent }: SourceComment): string {
  if (parent !== undefined) return parent;
  throw new BelowTheLineError('invalid-input', `${corpus} ${ref} answers no comment, but was read as an answer`);
}

function stanceRows(reading: Reading, comment: SourceComment, source: Source, name: string): StanceRow[] {
  const { text, parent, columns } = comment;
  const base = { text, source: name, group: reading.group };
  return reading.stances.map((read, i) => ({
    ...base,
    id: `${reading.id}-${i + 1}`,
    target: targetOf(reading, read.target, comment, source),
    ...(parent === undefined ? {} : { context: [parent] }),
    ...(columns.headline === undefined ? {} : { headline: columns.headline }),
    ...weighted(read),
  }));
}

/** Returns a target as the reader named it, or as it was published in the corpus. */
function targetOf(
  { corpus, ref }: Reading,
  target: Reading['stances'][number]['target'],
  comment: SourceComment,
  source: Source,
): string {
  if (typeof target === 'string') return target;
  const { column, row = ref } = target;
  const published = (row === ref ? comment : source.get(row))?.columns[column];
  if (published !== undefined) return published;
  throw new BelowTheLineError('invalid-input', `${corpus} ${row} has no ${column}, which was read as a target`);
}

const weighted = <Label extends string>({ label, sure }: { readonly label: Label; readonly sure: boolean }) => ({
  stance: label,
  ...(sure ? {} : { weight: UNSURE_WEIGHT }),
});
