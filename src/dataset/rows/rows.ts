import * as z from 'zod/mini';
import type { HeadName } from '../../model/format.ts';
import { ReplyLabel, StanceLabel, TOXICITY_ATTRIBUTES, ToxicityAttribute } from '../../schemas.ts';
import { notAnObject } from './lines.ts';

const share = z.number().check(z.gte(0), z.lte(1));
const text = z.string().check(z.minLength(1));

/** A label; or the share of annotators for every label, which add up to 1. */
const labelOrShares = <const Labels extends Readonly<Record<string, string>>>(labels: z.ZodMiniEnum<Labels>) => {
  const expected = labels.options.map((label) => JSON.stringify(label)).join('|');
  const error = ({ input }: { input?: unknown }) =>
    `expected ${expected} or a share of each that add up to 1, got ${String(JSON.stringify(input)).slice(0, 80)}`;
  return z.union([labels, z.record(labels, share).check(z.refine(addUpToOne, { error }))], { error });
};

const addUpToOne = (shares: Readonly<Record<string, number>>) =>
  Math.abs(Object.values(shares).reduce((total, part) => total + part, 0) - 1) <= 0.01;

const offset = z.int().check(z.nonnegative());

const common = {
  id: z.optional(z.string()),
  text,
  /** Where the row comes from; sources may disagree on what a label means. */
  source: z.optional(z.string()),
  /** Article, topic or discussion: rows of one group stay on one side of a split. */
  group: z.optional(z.string()),
  weight: z.optional(z.number().check(z.positive())),
};

/** A row to train each head on. Columns that are not named here are left alone. */
export const TRAINING_ROWS = {
  /**
   * `labels` holds what is known, as 0, 1 or the share of annotators; a missing attribute is unknown, not 0. `groups`
   * are the identity groups that the text names. `spans` are UTF-16 ranges [start, end) that annotators marked toxic.
   */
  toxicity: z.object({
    ...common,
    labels: z.partialRecord(ToxicityAttribute, share),
    groups: z.optional(z.array(text)),
    spans: z.optional(z.array(z.tuple([offset, offset]))),
  }),
  /**
   * `naturalTarget`: the same target as people write it, where `target` is a normalised form. `context`: the comments
   * that it answers, the nearest last.
   */
  stance: z.object({
    ...common,
    target: text,
    naturalTarget: z.optional(text),
    stance: labelOrShares(StanceLabel),
    context: z.optional(z.array(z.string())),
  }),
  reply: z.object({ ...common, parent: text, stance: labelOrShares(ReplyLabel) }),
} as const;

export type ToxicityRow = z.infer<typeof TRAINING_ROWS.toxicity>;
export type StanceRow = z.infer<typeof TRAINING_ROWS.stance>;
export type ReplyRow = z.infer<typeof TRAINING_ROWS.reply>;
export type TrainingRow = ToxicityRow | StanceRow | ReplyRow;

/** How a comment of a contrast pair was changed so that a label flips; datasets/GUIDELINES.md explains each kind. */
export const CONTRAST_KINDS = [
  ...(['negation', 'voice', 'identity', 'reclaimed', 'profanity'] as const),
  ...(['threat', 'sarcasm', 'claim', 'aim', 'reply'] as const),
] as const;

const flag = z.literal([0, 1]);

/** A comment of a thread with all its labels: one line of datasets/comments.*.jsonl, and what people label. */
export const LabelledComment = z.strictObject({
  id: z.string().check(z.minLength(1)),
  /** The article it stands under; its comments stay on one side of a split. */
  article: z.string().check(z.minLength(1)),
  /** The comment it answers, which stands on an earlier line of the same file; null for none. */
  parent: z.nullable(z.string()),
  author: z.string().check(z.minLength(1)),
  text,
  stances: z.array(z.strictObject({ target: text, label: StanceLabel })).check(z.minLength(1), z.maxLength(3)),
  /** Stance towards the parent; null exactly where there is none. */
  reply: z.nullable(ReplyLabel),
  toxicity: z.strictObject(
    Object.fromEntries(TOXICITY_ATTRIBUTES.map((attribute) => [attribute, flag])) as Record<
      ToxicityAttribute,
      typeof flag
    >,
  ),
  /** What makes it toxic, as UTF-16 ranges [start, end); empty exactly where `toxicity.toxicity` is 0. */
  spans: z.array(z.tuple([offset, offset])),
  /** Why the labels are arguable. */
  note: z.optional(z.string()),
  /** The comment it was made from by changing a few words so that a label flips. */
  contrast: z.optional(z.strictObject({ of: z.string(), kind: z.enum(CONTRAST_KINDS) })),
});

export type LabelledComment = z.infer<typeof LabelledComment>;

/** An article that comments stand under: one line of datasets/articles.jsonl. */
export const LabelledArticle = z.strictObject({
  id: z.string().check(z.minLength(1)),
  topic: text,
  headline: text,
  summary: text,
  targets: z.array(text).check(z.minLength(1), z.maxLength(3)),
  split: z.enum(['train', 'dev', 'test']),
});

export type LabelledArticle = z.infer<typeof LabelledArticle>;

/** What a line of labelled data holds: a comment of a thread, or a row for one head. */
export type DataRow = LabelledComment | TrainingRow;

/**
 * Reads one line of labelled data.
 * @returns the row, or a sentence that says what was got and what was expected.
 */
export function parseLine(line: string, heads: readonly HeadName[]): DataRow | string {
  const json = jsonOf(line);
  if (isObject(json) && 'article' in json) return parsed(LabelledComment.safeParse(json));
  const fitting = isObject(json) ? heads.find((head) => MARKS[head].every((key) => key in json)) : undefined;
  return json === undefined
    ? notAnObject(line)
    : parsed<DataRow>(TRAINING_ROWS[fitting ?? (heads[0] as HeadName)].safeParse(json));
}

/** Reads a line as JSON of one form; where it is none, says why. */
export function parseAs<T>(line: string, schema: z.ZodMiniType<T>): T | string {
  const json = jsonOf(line);
  return json === undefined ? notAnObject(line) : parsed(schema.safeParse(json));
}

/** The value of a line of JSON; undefined, which JSON does not have, where it is none. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The fields that tell the heads' rows apart. */
const MARKS: Readonly<Record<HeadName, readonly string[]>> = {
  toxicity: ['labels'],
  stance: ['target', 'stance'],
  reply: ['parent', 'stance'],
};

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null;

function parsed<T>(result: z.core.util.SafeParseResult<T>): T | string {
  if (result.success) return result.data;
  return result.error.issues.map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ');
}

export const isLabelledComment = (row: DataRow): row is LabelledComment => 'article' in row;
