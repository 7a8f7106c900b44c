import * as z from 'zod/mini';
import { readLines } from '../dataset/index.ts';
import type { BadRow } from '../dataset/rows/files.ts';
import { LabelledComment } from '../dataset/rows/labelled-comments.ts';
import { notAnObject } from '../dataset/rows/lines.ts';
import { BelowTheLineError } from '../errors.ts';
import { ClassifyInput } from '../schemas.ts';
import { parseJson } from '../tables/index.ts';

/** A comment to compare two models on. */
export interface ComparedInput {
  /** The row's id, else the number of its line. */
  readonly id: string;
  readonly input: ClassifyInput;
  /** Article, topic or identity groups that the row names. */
  readonly groups: readonly string[];
}

/** What is read of a line beside the comment itself; columns that are not named are ignored. */
const Row = z.object({
  id: z.optional(z.union([z.string(), z.number()])),
  group: z.optional(z.nullable(z.string())),
  groups: z.optional(z.array(z.string())),
});

/**
 * Reads comments to compare two models on: lines of `{"text", "target"?, "parent"?}` as `btl classify` reads them, rows to
 * train on, or labelled threads. Lines that are none are collected and the rest is kept.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line is a comment.
 */
export async function readCompared(
  paths: readonly string[],
): Promise<{ readonly comments: readonly ComparedInput[]; readonly badRows: readonly BadRow[] }> {
  const comments: ComparedInput[] = [];
  const badRows: BadRow[] = [];
  for (const file of paths) {
    const texts = new Map<string, string>();
    for await (const { text, number } of readLines(file)) {
      const read = parseCompared(text, String(number), texts);
      if (typeof read === 'string') badRows.push({ file, line: number, message: read });
      else comments.push(read);
    }
  }
  if (comments.length > 0) return { comments, badRows };
  const [first] = badRows;
  const reason = first === undefined ? 'they are empty' : `line ${first.line}: ${first.message}`;
  throw new BelowTheLineError('invalid-input', `${paths.join(', ')}: no comments to compare on; ${reason}`);
}

function parseCompared(line: string, number: string, texts: Map<string, string>): ComparedInput | string {
  let json: unknown;
  try {
    json = parseJson(line);
  } catch {
    return notAnObject(line);
  }
  const labelled = LabelledComment.safeParse(json);
  if (labelled.success) return ofThread(labelled.data, texts);
  const [row, input] = [Row.safeParse(json), ClassifyInput.safeParse(withoutNulls(json))];
  if (!input.success) return z.prettifyError(input.error);
  if (!row.success) return z.prettifyError(row.error);
  const { id = number, group, groups = [] } = row.data;
  const named = group == null || group === '' ? groups : [group, ...groups];
  return { id: String(id), input: input.data, groups: named };
}

/** A comment of a labelled thread: towards its first target, and to the comment that it answers. */
function ofThread({ id, text, article, parent, stances }: LabelledComment, texts: Map<string, string>): ComparedInput {
  texts.set(id, text);
  const answered = parent === null ? undefined : texts.get(parent);
  const input = { text, target: stances[0]!.target, ...(answered === undefined ? {} : { parent: answered }) };
  return { id, input, groups: [article] };
}

/** Exports write null where there is nothing. */
const withoutNulls = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null))
    : json;
