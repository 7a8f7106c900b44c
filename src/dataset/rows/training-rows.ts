import * as z from 'zod/mini';
import { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../schemas.ts';
import { id, range, share, text, withoutNulls } from './fields.ts';

/** A label; or the share of annotators for every label, which add up to 1. */
const labelOrShares = <const Labels extends Readonly<Record<string, string>>>(labels: z.ZodMiniEnum<Labels>) => {
  const expected = labels.options.map((label) => JSON.stringify(label)).join('|');
  const error = ({ input }: { input?: unknown }) =>
    `expected ${expected} or a share of each that add up to 1, got ${String(JSON.stringify(input)).slice(0, 80)}`;
  return z.union([labels, z.record(labels, share).check(z.refine(addUpToOne, { error }))], { error });
};

const addUpToOne = (shares: Readonly<Record<string, number>>) =>
  Math.abs(Object.values(shares).reduce((total, part) => total + part, 0) - 1) <= 0.01;

const common = {
  id: z.optional(id),
  /** The comment. */
  text,
  /** Where the row comes from; sources may disagree on what a label means. */
  source: z.optional(z.string()),
  /** Article, topic or discussion: rows of one group stay on one side of a split. */
  group: z.optional(id),
  /** How much the row counts in the loss, a thousandth to a thousand; 1 where it is absent. */
  weight: z.optional(z.number().check(z.gte(0.001), z.lte(1000))),
};

/** A row to train on, by task. Columns that are not named here are ignored. */
export const TRAINING_ROWS = {
  toxicity: z.object({
    ...common,
    /** What is known, as 0, 1 or the share of annotators; an attribute that is missing or null is unknown, not 0. */
    labels: withoutNulls(z.partialRecord(ToxicityAttribute, z.nullable(share))),
    /** Identity groups that the text names. */
    groups: z.optional(z.array(text)),
    /** What annotators marked toxic. */
    spans: z.optional(z.array(range)),
  }),
  stance: z.object({
    ...common,
    target: text,
    /** The same target as people write it, where `target` is a normalised form. */
    naturalTarget: z.optional(text),
    stance: labelOrShares(StanceLabel),
    /** The comments above it in the thread, the one that it answers last. */
    context: z.optional(z.array(z.string())),
    /** The headline of the article that it stands under. */
    headline: z.nullish(z.string()),
  }),
  reply: z.object({
    ...common,
    /** The comment that it answers. */
    parent: text,
    /** Where the reply stands towards the parent. */
    stance: labelOrShares(ReplyLabel),
  }),
} as const;

export type ToxicityRow = z.infer<typeof TRAINING_ROWS.toxicity>;
export type StanceRow = z.infer<typeof TRAINING_ROWS.stance>;
export type ReplyRow = z.infer<typeof TRAINING_ROWS.reply>;
/** A labelled row of any task. */
export type TrainingRow = ToxicityRow | StanceRow | ReplyRow;
