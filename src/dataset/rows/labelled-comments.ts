import * as z from 'zod/mini';
import { ReplyLabel, StanceLabel, type ToxicityAttribute } from '../../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { range, SPLITS, text } from './fields.ts';

/** How a comment of a contrast pair was changed so that a label flips; datasets/GUIDELINES.md explains each kind. */
const CONTRAST_KINDS = [
  ...(['negation', 'voice', 'identity', 'reclaimed', 'profanity'] as const),
  ...(['threat', 'sarcasm', 'claim', 'aim', 'reply'] as const),
] as const;

/** Targets of an article, at most. */
const MAX_TARGETS = 5;

const flag = z.literal([0, 1]);

/** The six attributes, each 0 or 1. */
export const ToxicityFlags = z.strictObject(
  Object.fromEntries(TOXICITY_ATTRIBUTES.map((attribute) => [attribute, flag])) as Record<
    ToxicityAttribute,
    typeof flag
  >,
);

/** A comment of a thread with all its labels: one line of datasets/comments.*.jsonl, and what people label. */
export const LabelledComment = z.strictObject({
  id: z.string().check(z.minLength(1)),
  /** Id of the article it stands under; its comments stay on one side of a split. */
  article: z.string().check(z.minLength(1)),
  /** Id of the comment it answers, which stands on an earlier line of the same file; null for none. */
  parent: z.nullable(z.string()),
  author: z.string().check(z.minLength(1)),
  text,
  stances: z
    .array(z.strictObject({ target: text, label: StanceLabel }))
    .check(z.minLength(1), z.maxLength(MAX_TARGETS)),
  /** Stance towards the parent; null exactly where there is none. */
  reply: z.nullable(ReplyLabel),
  toxicity: ToxicityFlags,
  /** What makes it toxic; empty exactly where `toxicity.toxicity` is 0. */
  spans: z.array(range),
  /** Why the labels are arguable. */
  note: z.optional(z.string()),
  /** Id of the comment it was made from by changing a few words so that a label flips. */
  contrast: z.optional(z.strictObject({ of: z.string(), kind: z.enum(CONTRAST_KINDS) })),
});

export type LabelledComment = z.infer<typeof LabelledComment>;

/** An article that comments stand under: one line of datasets/articles.jsonl. */
export const LabelledArticle = z.strictObject({
  id: z.string().check(z.minLength(1)),
  topic: text,
  headline: text,
  summary: text,
  /** What comments under it are labelled with a stance towards. */
  targets: z.array(text).check(z.minLength(1), z.maxLength(MAX_TARGETS)),
  split: z.enum(SPLITS),
});

export type LabelledArticle = z.infer<typeof LabelledArticle>;
