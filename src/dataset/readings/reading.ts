import * as z from 'zod/mini';
import { ReplyLabel, StanceLabel } from '../../schemas.ts';
import { range, text } from '../rows/fields.ts';
import { ToxicityFlags } from '../rows/labelled-comments.ts';

/** What a target of a reading is: datasets/README.md explains each kind. */
export const TARGET_KINDS = ['published', 'issue', 'claim', 'entity', 'near-miss', 'article'] as const;

/** Columns of a source that hold a target as it was published. */
const PUBLISHED_COLUMNS = ['headline', 'target', 'naturalTarget'] as const;

const Fields = z.strictObject({
  id: text,
  /** Where the comment stands: a row file of the corpora (`stance/train`), or a page (`pages/gold/NAME`). */
  corpus: z.string().check(z.regex(/^[\w-]+(\/[\w-]+)+$/)),
  /** Its id there. */
  ref: text,
  /** First 16 hexadecimal digits of the SHA-256 of its text without white space. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  /** Article, debate or page; readings of one group stand on one side of a split. */
  group: text,
  /** What the reader had in view beside the comment. */
  view: z.enum(['page', 'headline', 'parent', 'comment']),
  /** Empty where it was read for its toxicity alone. */
  stances: z
    .array(
      z.strictObject({
        /** The target; or where a published one stands: a column, of another row of the corpus if it says so. */
        target: z.union([text, z.strictObject({ column: z.enum(PUBLISHED_COLUMNS), row: z.optional(text) })]),
        kind: z.enum(TARGET_KINDS),
        label: StanceLabel,
        /** False where a second careful reader could well answer otherwise. */
        sure: z.boolean(),
      }),
    )
    .check(z.maxLength(10)),
  /** Stance towards the comment that it answers; null for none. */
  reply: z.nullable(z.strictObject({ label: ReplyLabel, sure: z.boolean() })),
  /** Null where it was read for its stances alone. */
  toxicity: z.nullable(ToxicityFlags),
  toxicitySure: z.boolean(),
  /** What makes it toxic, where that was marked. */
  spans: z.optional(z.array(range)),
});

/**
 * What somebody read in a real comment that stands in a corpus or on a page: one line of datasets/readings/*.jsonl. It
 * names the comment and holds none of its text.
 */
export const Reading = Fields.check(
  z.refine(({ stances, toxicity }) => stances.length > 0 || toxicity !== null, {
    error: 'expected stances, toxicity or both',
  }),
);

export type Reading = z.infer<typeof Reading>;
