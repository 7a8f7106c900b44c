import type { LabelledComment } from '../rows/labelled-comments.ts';

/** Attributes that no comment has without toxicity; obscene words alone need not be toxic. */
const TOXIC_ATTRIBUTES = ['severe_toxicity', 'threat', 'insult', 'identity_attack'] as const;

/**
 * Returns what contradicts itself in a labelled comment, or contradicts those on earlier lines of its file.
 * @param earlier comments by id
 */
export function commentProblems(comment: LabelledComment, earlier: ReadonlyMap<string, LabelledComment>): string[] {
  const { id, text, parent, reply, toxicity, spans, contrast } = comment;
  const original = contrast === undefined ? undefined : earlier.get(contrast.of);
  return [
    ...(earlier.has(id) ? [`id ${id} stands on an earlier line`] : []),
    ...(parent !== null && !earlier.has(parent) ? [`parent ${parent} stands on no earlier line of this file`] : []),
    ...((parent === null) !== (reply === null)
      ? [`reply is ${reply} and parent ${parent}, expected both or neither`]
      : []),
    ...toxicityProblems(toxicity),
    ...((toxicity.toxicity === 1) !== spans.length > 0
      ? [`toxicity is ${toxicity.toxicity} with ${spans.length} spans`]
      : []),
    ...spanProblems(text, spans),
    ...(contrast !== undefined && original === undefined
      ? [`contrast of ${contrast.of}, which stands on no earlier line`]
      : []),
    ...(original !== undefined && hasSameLabels(comment, original)
      ? [`has the labels of ${original.id}, which it is the contrast of`]
      : []),
  ];
}

/** Returns what contradicts itself in a comment's attributes. */
export function toxicityProblems(toxicity: LabelledComment['toxicity']): string[] {
  const implying = TOXIC_ATTRIBUTES.filter((attribute) => toxicity[attribute] === 1);
  return implying.length > 0 && toxicity.toxicity === 0 ? [`${implying.join(', ')} without toxicity`] : [];
}

/** Returns what is wrong with spans of a text: empty ones, ones beyond its end, and ones that begin or end with a space. */
export function spanProblems(text: string, spans: readonly (readonly [number, number])[] = []): string[] {
  return spans.flatMap(([start, end]) => {
    if (start >= end || end > text.length) return [`span ${start} to ${end} in a text of ${text.length} units`];
    return text.slice(start, end).trim() === text.slice(start, end)
      ? []
      : [`span ${start} to ${end} begins or ends with a space`];
  });
}

function hasSameLabels(a: LabelledComment, b: LabelledComment): boolean {
  const labels = ({ stances, reply, toxicity }: LabelledComment) => JSON.stringify([stances, reply, toxicity]);
  return labels(a) === labels(b);
}
