import type { Classification } from '../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../tasks.ts';

/** The columns that `btl classify` adds to a table. They begin alike, so that they are told from those that were there. */
export const RESULT_COLUMNS: readonly string[] = [
  'language',
  ...TOXICITY_ATTRIBUTES,
  'labels',
  ...['stance', 'stance_score', 'stance_abstained', 'reply', 'reply_score', 'reply_abstained'],
].map((name) => `btl_${name}`);

/** Returns the cells of one result in the order of `RESULT_COLUMNS`; empty for what was not asked. */
export function resultCells({ language, toxicity, stance, reply }: Classification): string[] {
  return [
    language ?? '',
    ...TOXICITY_ATTRIBUTES.map((attribute) => String(toxicity.scores[attribute])),
    toxicity.labels.join(' '),
    ...pairCells(stance),
    ...pairCells(reply),
  ];
}

function pairCells(result: Classification['stance'] | Classification['reply']): string[] {
  if (result === null) return ['', '', ''];
  const scores: Readonly<Record<string, number>> = result.scores;
  return [result.label, String(scores[result.label]), String(result.abstained)];
}
