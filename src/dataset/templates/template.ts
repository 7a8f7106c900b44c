import * as z from 'zod/mini';
import { ToxicityAttribute } from '../../schemas.ts';
import { SPLITS, share, text } from '../rows/fields.ts';

/** A sentence with slots: one line of datasets/templates.jsonl. */
export const Template = z.strictObject({
  id: text,
  /** What it tests. */
  kind: text,
  /** Twins with different labels: they share the split and the words that fill their slots. */
  set: text,
  split: z.enum(SPLITS),
  /**
   * `{group.plural}` is a slot, `{Group.plural}` begins a sentence, `{group2.plural}` is another; `[words]` are misspelt, a
   * bracket behind a backslash stands for itself.
   */
  text,
  /** As 0, 1 or a share; a missing attribute is unknown. */
  labels: z.partialRecord(ToxicityAttribute, share),
  /** Identity groups that stand in the text itself. */
  groups: z.optional(z.array(text)),
});

export type Template = z.infer<typeof Template>;
